package dev.nostage.resilience.reactor;

import dev.nostage.context.RequestContext;
import dev.nostage.resilience.Deadline;
import dev.nostage.resilience.DeadlineExceededException;
import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.resilience.Passage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The deadline of one try. Who waits is told when it is over; the try itself is cancelled, and its passage ends after it, or the
 * next call would begin beside it.
 */
final class TimeLimit {

    private final DownstreamGuard guard;
    private final RequestContext context;
    private volatile @Nullable DeadlineExceededException late;

    TimeLimit(DownstreamGuard guard, RequestContext context) {
        this.guard = guard;
        this.context = context;
    }

    boolean isSet() {
        return context.get(Deadline.KEY) != null;
    }

    /**
     * Completes when it is over, for an operator that cancels the try by that: at an error it would not.
     *
     * @param begun whether what should come by then has begun to
     */
    Mono<Void> over(BooleanSupplier begun) {
        return Mono.create(sink -> {
            Runnable calledOff = context.call(() -> guard.atDeadline(exceeded -> {
                if (!begun.getAsBoolean()) {
                    late = exceeded;
                    sink.success();
                }
            }));
            sink.onCancel(calledOff::run);
        });
    }

    /** What there is to say after a try: that it was late, if it was. */
    <V> Mono<V> lastWord() {
        return Mono.defer(() -> {
            DeadlineExceededException exceeded = late;
            return exceeded == null ? Mono.empty() : Mono.error(exceeded);
        });
    }

    /** @throws DeadlineExceededException if who waits was told */
    void demand() {
        DeadlineExceededException exceeded = late;
        if (exceeded != null) {
            throw exceeded;
        }
    }

    /** The try was cancelled, unless it ended before: by its deadline, or by whoever waited. */
    void cancelled(Passage passage) {
        DeadlineExceededException exceeded = late;
        if (exceeded == null) {
            passage.abandoned();
        } else {
            context.run(() -> passage.failed(exceeded));
        }
    }
}
