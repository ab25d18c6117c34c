package dev.nostage.resilience.reactor;

import dev.nostage.context.RequestContext;
import dev.nostage.resilience.Call;
import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.resilience.Screened;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Guards publishers. Who a call works for is read when it is assembled, and bound again when it is subscribed to; each
 * subscription is a call of its own, and nothing of the work or of its stub runs before it. No thread is held while it waits for room or for
 * another try.
 *
 * <p>A subscription that is cancelled before anything came counts neither for nor against the downstream. What has begun to
 * come is not tried again.
 */
public final class ReactorGuard {

    private ReactorGuard() {}

    public static <V> Mono<V> mono(DownstreamGuard guard, Call<? extends Mono<V>, RuntimeException> call) {
        RequestContext context = RequestContext.current();
        return Mono.defer(() -> {
            Screened<? extends Mono<V>, RuntimeException> screened = context.call(() -> guard.screen(call));
            if (screened.atOnce()) {
                return Mono.fromDirect(stub(context, screened.call()));
            }
            Mono<V> guarded = new GuardedMono<V>(guard, context, screened.call()).start();
            Call.Fallback<? extends Mono<V>, RuntimeException> fallback = call.fallback();
            return fallback == null
                    ? guarded
                    : guarded.onErrorResume(
                            cause -> isOutage(guard, context, cause),
                            cause -> Mono.fromDirect(answer(guard, context, fallback, cause)));
        });
    }

    public static <V> Flux<V> flux(DownstreamGuard guard, Call<? extends Publisher<V>, RuntimeException> call) {
        RequestContext context = RequestContext.current();
        return Flux.defer(() -> {
            Screened<? extends Publisher<V>, RuntimeException> screened = context.call(() -> guard.screen(call));
            if (screened.atOnce()) {
                return stub(context, screened.call());
            }
            GuardedFlux<V> guarded = new GuardedFlux<>(guard, context, screened.call());
            Call.Fallback<? extends Publisher<V>, RuntimeException> fallback = call.fallback();
            return fallback == null
                    ? guarded.start()
                    : guarded.start()
                            .onErrorResume(
                                    cause -> !guarded.hasBegun() && isOutage(guard, context, cause),
                                    cause -> answer(guard, context, fallback, cause));
        });
    }

    private static <V> Publisher<V> stub(RequestContext context, Call<? extends Publisher<V>, RuntimeException> stub) {
        return bound(context, context.call(stub.work()));
    }

    private static boolean isOutage(DownstreamGuard guard, RequestContext context, Throwable cause) {
        return context.call(() -> guard.isOutage(cause));
    }

    private static <V> Publisher<V> answer(
            DownstreamGuard guard,
            RequestContext context,
            Call.Fallback<? extends Publisher<V>, RuntimeException> fallback,
            Throwable cause) {
        return bound(context, context.call(() -> {
            guard.fellBack();
            return fallback.answer(cause);
        }));
    }

    private static <V> Publisher<V> bound(RequestContext context, Publisher<V> source) {
        return subscriber -> context.run(() -> source.subscribe(subscriber));
    }
}
