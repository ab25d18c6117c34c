package dev.nostage.resilience.reactor;

import dev.nostage.context.RequestContext;
import dev.nostage.context.Work;
import dev.nostage.resilience.Call;
import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.resilience.Passage;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** One subscription to a guarded publisher of one element at most. */
final class GuardedMono<V> {

    private final DownstreamGuard guard;
    private final RequestContext context;
    private final Entering entering;
    private final Work<? extends Mono<V>, RuntimeException> work;
    private final boolean idempotent;

    GuardedMono(DownstreamGuard guard, RequestContext context, Call<? extends Mono<V>, RuntimeException> call) {
        this.guard = guard;
        this.context = context;
        this.entering = new Entering(guard, context);
        this.work = call.work();
        this.idempotent = call.idempotent();
    }

    Mono<V> start() {
        return idempotent ? attempt(1) : once();
    }

    /** @param tries how many there are with this one */
    private Mono<V> attempt(int tries) {
        return Mono.fromDirect(once().materialize().flatMapMany(end -> {
            long wait = context.call(() -> guard.waitAfter(tries, end.get(), end.getThrowable()));
            return wait < 0 ? ended(end) : entering.delay(wait).then(Mono.defer(() -> attempt(tries + 1)));
        }));
    }

    private static <V> Mono<V> ended(Signal<V> end) {
        Throwable error = end.getThrowable();
        return error == null ? Mono.justOrEmpty(end.get()) : Mono.error(error);
    }

    /** Called when it is subscribed to and not when its element is asked for, or a slot would be held for nothing until then. */
    private Mono<V> once() {
        return Mono.fromDirect(entering.passage().flatMapMany(this::made));
    }

    private Mono<V> made(Passage passage) {
        TimeLimit limit = new TimeLimit(guard, context);
        Mono<V> made = Mono.fromDirect(entering.made(passage, work, limit))
                .doOnSuccess(value -> context.run(() -> passage.returned(value)))
                .doOnError(error -> context.run(() -> passage.failed(error)))
                .doFinally(end -> limit.cancelled(passage));
        return limit.isSet() ? made.takeUntilOther(limit.over(() -> false)).switchIfEmpty(limit.lastWord()) : made;
    }
}
