package dev.nostage.resilience.reactor;

import dev.nostage.context.RequestContext;
import dev.nostage.context.Work;
import dev.nostage.resilience.Call;
import dev.nostage.resilience.DownstreamGuard;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Guards publishers. Who a call works for is read when it is assembled, and bound again when it is subscribed to; each
 * subscription is a call of its own, and nothing of the work runs before it. No thread is held while it waits for room or for
 * another try.
 *
 * <p>A subscription that is cancelled before anything came counts neither for nor against the downstream. What has begun to
 * come is not tried again.
 */
public final class ReactorGuard {

    private ReactorGuard() {}

    public static <V> Mono<V> mono(DownstreamGuard guard, Call<? extends Mono<V>, RuntimeException> call) {
        try {
            Optional<? extends Work<? extends Mono<V>, RuntimeException>> stub = guard.screen(call.stub());
            if (stub.isPresent()) {
                return stub.get().call();
            }
        } catch (RuntimeException e) { // of the screening, or of a stub
            return Mono.error(e);
        }
        RequestContext context = RequestContext.current();
        Mono<V> guarded = Mono.defer(() -> new GuardedMono<V>(guard, context, call).start());
        Call.Fallback<? extends Mono<V>, RuntimeException> fallback = call.fallback();
        return fallback == null
                ? guarded
                : guarded.onErrorResume(
                        guard::isOutage, cause -> Mono.fromDirect(answer(guard, context, fallback, cause)));
    }

    public static <V> Flux<V> flux(DownstreamGuard guard, Call<? extends Publisher<V>, RuntimeException> call) {
        try {
            Optional<? extends Work<? extends Publisher<V>, RuntimeException>> stub = guard.screen(call.stub());
            if (stub.isPresent()) {
                return Flux.from(stub.get().call());
            }
        } catch (RuntimeException e) { // of the screening, or of a stub
            return Flux.error(e);
        }
        RequestContext context = RequestContext.current();
        Call.Fallback<? extends Publisher<V>, RuntimeException> fallback = call.fallback();
        return Flux.defer(() -> {
            GuardedFlux<V> guarded = new GuardedFlux<>(guard, context, call);
            return fallback == null
                    ? guarded.start()
                    : guarded.start()
                            .onErrorResume(
                                    cause -> !guarded.hasBegun() && guard.isOutage(cause),
                                    cause -> answer(guard, context, fallback, cause));
        });
    }

    private static <V> Publisher<V> answer(
            DownstreamGuard guard,
            RequestContext context,
            Call.Fallback<? extends Publisher<V>, RuntimeException> fallback,
            Throwable cause) {
        Publisher<V> instead = context.call(() -> {
            guard.fellBack();
            return fallback.answer(cause);
        });
        return subscriber -> context.run(() -> instead.subscribe(subscriber));
    }
}
