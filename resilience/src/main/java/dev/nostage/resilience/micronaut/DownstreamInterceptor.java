package dev.nostage.resilience.micronaut;

import dev.nostage.context.Work;
import dev.nostage.resilience.Call;
import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.micronaut.GuardedMethods.GuardedMethod;
import dev.nostage.resilience.reactor.ReactorGuard;
import dev.nostage.tenancy.micronaut.FilterOrder;
import io.micronaut.aop.InterceptedMethod;
import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.core.convert.ConversionService;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
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
        InterceptedMethod method = InterceptedMethod.of(call, conversions);
        return switch (method.resultType()) {
            case SYNCHRONOUS ->
                guarded.guard().call(calling(guarded, call, () -> call.proceed(this), result -> result));
            case COMPLETION_STAGE ->
                method.handleResult(guarded.guard()
                        .callAsync(
                                calling(guarded, call, () -> cancellable(method, call), DownstreamInterceptor::stage)));
            case PUBLISHER -> method.handleResult(publisher(guarded, method, call));
        };
    }

    /**
     * @param work goes on from this interceptor, and not from wherever an earlier try has come
     * @param form what a stub and a fallback return, as the guard wants it
     */
    private static <R> Call<R, RuntimeException> calling(
            GuardedMethod guarded,
            MethodInvocationContext<Object, Object> call,
            Work<R, RuntimeException> work,
            Function<Object, R> form) {
        StubMethod stub = guarded.stub();
        FallbackMethod fallback = guarded.fallback();
        return new Call<>(
                work,
                stub == null ? null : () -> form.apply(stub.answer(call)),
                fallback == null ? null : cause -> form.apply(fallback.answer(call, cause)),
                guarded.idempotent());
    }

    @SuppressWarnings("unchecked") // whatever it holds is handed through
    private static CompletionStage<Object> stage(Object result) {
        return (CompletionStage<Object>) result;
    }

    /** The client's own stage, and whoever cancels it ends what it has on the wire. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end of what is cancelled
    private CompletionStage<Object> cancellable(
            InterceptedMethod method, MethodInvocationContext<Object, Object> call) {
        CancelledCalls calls = CancelledCalls.of(call);
        CompletionStage<Object> stage = calls.call(() -> stage(method.interceptResult(this)));
        stage.whenComplete((value, error) -> {
            if (error instanceof CancellationException) {
                calls.cancel();
            }
        });
        return stage;
    }

    private Publisher<Object> publisher(
            GuardedMethod guarded, InterceptedMethod method, MethodInvocationContext<Object, Object> call) {
        Call<Publisher<Object>, RuntimeException> many = calling(
                guarded,
                call,
                () -> subscribed(method, call),
                result -> Publishers.convertToPublisher(conversions, result));
        // What is said to be one is treated as one: else it would be cancelled after its element, and never complete.
        return Mono.class.isAssignableFrom(call.getReturnType().getType())
                ? ReactorGuard.mono(guarded.guard(), many.map(Mono::from))
                : ReactorGuard.flux(guarded.guard(), many);
    }

    /** Goes on from here once a subscription; one at a time, since the invocation keeps count of where it is. */
    @SuppressWarnings("unchecked") // whatever it holds is handed through
    private Publisher<Object> subscribed(InterceptedMethod method, MethodInvocationContext<Object, Object> call) {
        CancelledCalls calls = CancelledCalls.of(call);
        Publisher<Object> result;
        synchronized (call) {
            result = calls.call(() -> (Publisher<Object>) method.interceptResultAsPublisher(this));
        }
        Publisher<Object> bound = subscriber -> calls.call(() -> {
            result.subscribe(subscriber);
            return calls;
        });
        return result instanceof Mono
                ? Mono.fromDirect(bound).doOnCancel(calls::cancel)
                : Flux.from(bound).doOnCancel(calls::cancel);
    }

    @Override
    public int getOrder() {
        return FilterOrder.DOWNSTREAM_GUARD.position();
    }
}
