package dev.nostage.resilience.reactor;

import dev.nostage.context.RequestContext;
import dev.nostage.problem.ProblemException;
import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.resilience.Passage;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Guards publishers. Who a call works for is read when it is assembled, and bound again when it is subscribed to; each
 * subscription is a call of its own, and nothing of {@code work} runs before it.
 *
 * <p>A subscription that is cancelled before anything came counts neither for nor against the downstream.
 */
public final class ReactorGuard {

    private ReactorGuard() {}

    /** @param stub null where nothing can answer: then a tenant that may not reach the downstream is refused */
    public static <V> Mono<V> mono(
            DownstreamGuard guard, Supplier<? extends Mono<V>> work, @Nullable Supplier<? extends Mono<V>> stub) {
        try {
            Optional<Supplier<? extends Mono<V>>> instead = guard.screen(stub);
            if (instead.isPresent()) {
                return instead.get().get();
            }
        } catch (ProblemException e) {
            return Mono.error(e);
        }
        RequestContext context = RequestContext.current();
        return Mono.defer(() -> {
            Passage passage = context.call(guard::enter);
            return Mono.fromDirect(source(context, passage, work))
                    .doOnSuccess(value -> passage.succeeded())
                    .doOnError(passage::failed)
                    .doOnCancel(passage::abandoned);
        });
    }

    /** @param stub null where nothing can answer: then a tenant that may not reach the downstream is refused */
    public static <V> Flux<V> flux(
            DownstreamGuard guard,
            Supplier<? extends Publisher<V>> work,
            @Nullable Supplier<? extends Publisher<V>> stub) {
        try {
            Optional<Supplier<? extends Publisher<V>>> instead = guard.screen(stub);
            if (instead.isPresent()) {
                return Flux.from(instead.get().get());
            }
        } catch (ProblemException e) {
            return Flux.error(e);
        }
        RequestContext context = RequestContext.current();
        return Flux.defer(() -> {
            Passage passage = context.call(guard::enter);
            AtomicBoolean answered = new AtomicBoolean();
            return Flux.from(source(context, passage, work))
                    .doOnNext(value -> answered.setPlain(true))
                    .doOnComplete(passage::succeeded)
                    .doOnError(passage::failed)
                    .doOnCancel(() -> cancelled(passage, answered.getPlain()));
        });
    }

    /** Who has what it wanted cancels the rest: a downstream that has begun to answer works. */
    private static void cancelled(Passage passage, boolean answered) {
        if (answered) {
            passage.succeeded();
        } else {
            passage.abandoned();
        }
    }

    private static <V> Publisher<V> source(
            RequestContext context, Passage passage, Supplier<? extends Publisher<V>> work) {
        Publisher<V> source;
        try {
            source = context.call(work::get);
        } catch (Throwable e) {
            passage.failed(e);
            throw e;
        }
        return subscriber -> context.run(() -> source.subscribe(subscriber));
    }
}
