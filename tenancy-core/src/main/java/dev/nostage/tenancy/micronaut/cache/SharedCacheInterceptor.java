package dev.nostage.tenancy.micronaut.cache;

import dev.nostage.context.RequestContext;
import dev.nostage.passport.Passport;
import dev.nostage.tenancy.SharedCache;
import dev.nostage.tenancy.Tenants;
import io.micronaut.aop.InterceptPhase;
import io.micronaut.aop.InterceptedMethod;
import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import io.micronaut.cache.annotation.CacheAnnotation;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.convert.ConversionService;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Outside the cache: a shared method works for nobody, its cache included. Whoever waits for it is who it was. */
@InterceptorBean(CacheAnnotation.class)
@Requires(classes = CacheAnnotation.class)
final class SharedCacheInterceptor implements MethodInterceptor<Object, Object> {

    private final ConversionService conversions;

    SharedCacheInterceptor(ConversionService conversions) {
        this.conversions = conversions;
    }

    @Override
    public @Nullable Object intercept(MethodInvocationContext<Object, Object> call) {
        if (!call.hasAnnotation(SharedCache.class)) {
            return call.proceed();
        }
        InterceptedMethod method = InterceptedMethod.of(call, conversions);
        RequestContext caller = RequestContext.current();
        RequestContext nobody = Passport.without(caller.without(Tenants.KEY));
        return switch (method.resultType()) {
            case SYNCHRONOUS -> nobody.call(call::proceed);
            case COMPLETION_STAGE -> {
                CompletionStage<?> shared = nobody.call(method::interceptResultAsCompletionStage);
                yield method.handleResult(caller.wrap(shared));
            }
            case PUBLISHER ->
                BoundPublisher.answer(call, method, nobody.call(method::interceptResultAsPublisher), nobody, caller);
        };
    }

    @Override
    public int getOrder() {
        return InterceptPhase.CACHE.getPosition() - 1;
    }
}
