package dev.nostage.resilience.reactor;

import dev.nostage.context.RequestContext;
import dev.nostage.context.Work;
import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.resilience.Fault;
import dev.nostage.resilience.Passage;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** The steps of one try, as publishers that hold no thread while they wait. */
record Entering(DownstreamGuard guard, RequestContext context) {

    private static final Object GONE = new Object();

    /** Waits for room, if it must. A passage that comes when nobody waits any more is handed back. */
    Mono<Passage> passage() {
        return Mono.create(sink -> {
            AtomicReference<@Nullable Object> state = new AtomicReference<>();
            Runnable giveUp =
                    context.call(() -> guard.enterLater(passage -> entered(state, passage, sink), sink::error));
            sink.onCancel(() -> {
                giveUp.run();
                if (state.getAndSet(GONE) instanceof Passage passage) {
                    passage.abandoned();
                }
            });
        });
    }

    private static void entered(AtomicReference<@Nullable Object> state, Passage passage, MonoSink<Passage> sink) {
        if (state.compareAndSet(null, passage)) {
            sink.success(passage);
        } else {
            passage.abandoned();
        }
    }

    /** Completes that much later. */
    Mono<Void> delay(long nanos) {
        return Mono.create(sink -> {
            Runnable calledOff = context.call(() -> guard.after(nanos, sink::success));
            sink.onCancel(calledOff::run);
        });
    }

    /** What {@code work} gives, after the fault on purpose that strikes it. It is not called behind its time limit. */
    <V> Flux<V> made(Passage passage, Work<? extends Publisher<V>, RuntimeException> work, TimeLimit limit) {
        return Flux.defer(() -> {
            Optional<Fault> fault = context.call(() -> guard.strike(passage));
            Flux<V> made = Flux.from(bound(passage, fault, work, limit));
            long delay = fault.map(struck -> context.call(() -> guard.delay(passage, struck)))
                    .orElse(0L);
            return delay == 0 ? made : delay(delay).thenMany(made);
        });
    }

    /** What comes of it at once comes where the context is bound, errors too. */
    private <V> Publisher<V> bound(
            Passage passage,
            Optional<Fault> fault,
            Work<? extends Publisher<V>, RuntimeException> work,
            TimeLimit limit) {
        Flux<V> source = Flux.defer(() -> {
            limit.demand();
            fault.ifPresent(struck -> guard.answer(passage, struck));
            return work.call();
        });
        return subscriber -> {
            AtomicBoolean subscribed = new AtomicBoolean();
            try {
                context.run(() -> source.doOnSubscribe(subscription -> subscribed.setPlain(true))
                        .subscribe(subscriber));
            } catch (Throwable e) { // what Reactor holds to be fatal never comes as an error, and nobody would ever be
                // told
                if (subscribed.getPlain()) {
                    context.run(() -> subscriber.onError(e));
                } else {
                    context.run(() -> Flux.<V>error(e).subscribe(subscriber));
                }
                context.run(() -> passage.failed(e));
            }
        };
    }
}
