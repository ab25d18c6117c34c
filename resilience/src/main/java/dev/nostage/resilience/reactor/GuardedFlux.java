package dev.nostage.resilience.reactor;

import dev.nostage.context.RequestContext;
import dev.nostage.context.Work;
import dev.nostage.resilience.Call;
import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.resilience.Passage;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** One subscription to a guarded publisher of many elements. */
final class GuardedFlux<V> {

    private final DownstreamGuard guard;
    private final RequestContext context;
    private final Entering entering;
    private final Work<? extends Publisher<V>, RuntimeException> work;
    private final boolean idempotent;
    private volatile boolean begun;

    GuardedFlux(DownstreamGuard guard, RequestContext context, Call<? extends Publisher<V>, RuntimeException> call) {
        this.guard = guard;
        this.context = context;
        this.entering = new Entering(guard, context);
        this.work = call.work();
        this.idempotent = call.idempotent();
    }

    Flux<V> start() {
        return idempotent ? attempt(1) : once();
    }

    /** Whether something has come. Then the rest cannot come from anywhere else. */
    boolean hasBegun() {
        return begun;
    }

    /** @param tries how many there are with this one */
    private Flux<V> attempt(int tries) {
        return once().onErrorResume(error -> {
            long wait = begun ? -1 : context.call(() -> guard.waitAfter(tries, null, error));
            return wait < 0 ? Flux.error(error) : entering.delay(wait).thenMany(Flux.defer(() -> attempt(tries + 1)));
        });
    }

    private Flux<V> once() {
        return entering.passage().flatMapMany(this::made);
    }

    private Flux<V> made(Passage passage) {
        TimeLimit limit = new TimeLimit(guard, context);
        Flux<V> made = entering.made(passage, work, limit)
                .doOnNext(value -> begin(passage, value))
                .doOnComplete(passage::succeeded)
                .doOnError(error -> context.run(() -> passage.failed(error)))
                .doFinally(end -> cancelled(passage, limit));
        return limit.isSet() ? made.takeUntilOther(limit.over(this::hasBegun)).concatWith(limit.lastWord()) : made;
    }

    private void begin(Passage passage, V first) {
        if (!begun) {
            begun = true;
            context.run(() -> passage.begun(first));
        }
    }

    /** Who has what it wanted cancels the rest: a downstream that has begun to answer works. */
    private void cancelled(Passage passage, TimeLimit limit) {
        if (begun) {
            passage.succeeded();
        } else {
            limit.cancelled(passage);
        }
    }
}
