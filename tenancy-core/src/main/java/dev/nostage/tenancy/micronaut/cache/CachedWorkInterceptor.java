package dev.nostage.tenancy.micronaut.cache;

import dev.nostage.context.RequestContext;
import io.micronaut.aop.InterceptPhase;
import io.micronaut.aop.InterceptedMethod;
import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import io.micronaut.cache.annotation.CacheAnnotation;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.convert.ConversionService;
import org.jspecify.annotations.Nullable;

/**
 * Inside the cache: a value that comes later comes with the context in which it was asked for, so that the cache puts
 * it there. Any thread may bring it, and that one may work for somebody else.
 */
@InterceptorBean(CacheAnnotation.class)
@Requires(classes = CacheAnnotation.class)
final class CachedWorkInterceptor implements MethodInterceptor<Object, Object> {

    private final ConversionService conversions;

    CachedWorkInterceptor(ConversionService conversions) {
        this.conversions = conversions;
    }

    @Override
    public @Nullable Object intercept(MethodInvocationContext<Object, Object> call) {
        InterceptedMethod method = InterceptedMethod.of(call, conversions);
        RequestContext here = RequestContext.current();
        return switch (method.resultType()) {
            case SYNCHRONOUS -> call.proceed();
            case COMPLETION_STAGE -> method.handleResult(here.wrap(method.interceptResultAsCompletionStage()));
            case PUBLISHER -> BoundPublisher.answer(call, method, method.interceptResultAsPublisher(), here, here);
        };
    }

    @Override
    public int getOrder() {
        return InterceptPhase.CACHE.getPosition() + 1;
    }
}
