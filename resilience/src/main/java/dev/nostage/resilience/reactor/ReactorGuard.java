package dev.nostage.resilience.reactor;

import dev.nostage.context.RequestContext;
import dev.nostage.resilience.Call;
import dev.nostage.resilience.DownstreamGuard;
import java.util.Optional;
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
            Optional<Publisher<V>> stub = stub(guard, context, call);
            if (stub.isPresent()) {
                return Mono.fromDirect(stub.get());
            }
            Mono<V> guarded = new GuardedMono<V>(guard, context, call).start();
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
            Optional<Publisher<V>> stub = stub(guard, context, call);
            if (stub.isPresent()) {
                return stub.get();
            }
            GuardedFlux<V> guarded = new GuardedFlux<>(guard, context, call);
            Call.Fallback<? extends Publisher<V>, RuntimeException> fallback = call.fallback();
            return fallback == null
                    ? guarded.start()
                    : guarded.start()
                            .onErrorResume(
                                    cause -> !guarded.hasBegun() && isOutage(guard, context, cause),
                                    cause -> answer(guard, context, fallback, cause));
        });
    }

    /** What answers in the place of the downstream, if something must. */
    private static <V> Optional<Publisher<V>> stub(
            DownstreamGuard guard, RequestContext context, Call<? extends Publisher<V>, RuntimeException> call) {
        return context.call(() -> guard.screen(call.stub()).map(stub -> bound(context, stub.call())));
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
