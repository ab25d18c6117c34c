package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.resilience.micronaut.GuardedMethods.GuardedMethod;
import dev.nostage.resilience.reactor.ReactorGuard;
import dev.nostage.tenancy.micronaut.FilterOrder;
import io.micronaut.aop.InterceptedMethod;
import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.core.convert.ConversionService;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Step 6: takes every call of a guarded method through its downstream's guard, before any client sees it. */
@InterceptorBean(Downstream.class)
final class DownstreamInterceptor implements MethodInterceptor<Object, Object> {

    private final GuardedMethods methods;
    private final ConversionService conversions;

    DownstreamInterceptor(GuardedMethods methods, ConversionService conversions) {
        this.methods = methods;
        this.conversions = conversions;
    }

    @Override
    @SuppressWarnings("NullAway") // a call may answer null, and the guard hands through whatever it is
    public @Nullable Object intercept(MethodInvocationContext<Object, Object> call) {
        if (!GuardedMethods.isGuarded(call.getExecutableMethod())) {
            return call.proceed();
        }
        GuardedMethod guarded = methods.of(call.getExecutableMethod());
        DownstreamGuard guard = guarded.guard();
        StubMethod stub = guarded.stub();
        InterceptedMethod method = InterceptedMethod.of(call, conversions);
        return switch (method.resultType()) {
            case SYNCHRONOUS -> guard.call(call::proceed, stub == null ? null : () -> stub.answer(call));
            case COMPLETION_STAGE ->
                method.handleResult(guard.callAsync(
                        () -> stage(method.interceptResult()), stub == null ? null : () -> stage(stub.answer(call))));
            case PUBLISHER -> method.handleResult(publisher(guard, method, stub, call));
        };
    }

    @SuppressWarnings("unchecked") // whatever it holds is handed through
    private static CompletionStage<Object> stage(Object result) {
        return (CompletionStage<Object>) result;
    }

    private Publisher<Object> publisher(
            DownstreamGuard guard,
            InterceptedMethod method,
            @Nullable StubMethod stub,
            MethodInvocationContext<Object, Object> call) {
        Supplier<Publisher<Object>> work = () -> subscribed(method, call);
        Supplier<Publisher<Object>> instead =
                stub == null ? null : () -> Publishers.convertToPublisher(conversions, stub.answer(call));
        // What is said to be one is treated as one: else it would be cancelled after its element, and never complete.
        return Mono.class.isAssignableFrom(call.getReturnType().getType())
                ? ReactorGuard.mono(
                        guard, () -> Mono.from(work.get()), instead == null ? null : () -> Mono.from(instead.get()))
                : ReactorGuard.flux(guard, work, instead);
    }

    /** Goes on from here once a subscription; one at a time, since the invocation keeps count of where it is. */
    @SuppressWarnings("unchecked") // whatever it holds is handed through
    private Publisher<Object> subscribed(InterceptedMethod method, MethodInvocationContext<Object, Object> call) {
        synchronized (call) {
            return (Publisher<Object>) method.interceptResultAsPublisher(this);
        }
    }

    @Override
    public int getOrder() {
        return FilterOrder.DOWNSTREAM_GUARD.position();
    }
}
