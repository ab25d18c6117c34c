package dev.nostage.timemachine.micronaut;

import dev.nostage.timemachine.Launch;
import dev.nostage.timemachine.NotLiveException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method that is live from a date.
 *
 * @param what its name, for the operator
 * @param others those of the other successors of its predecessor, of which one at most is live at a time
 * @param predecessor null if it has none
 * @param status with which it is refused
 * @param rests whether it waits in silence until it is live, since nobody asked for it
 */
record LivePart(
        String what,
        Launch launch,
        List<Successor> others,
        @Nullable BeanMethod predecessor,
        int status,
        boolean rests) {

    static final int USUAL_STATUS = 404;

    record Successor(Launch launch, BeanMethod method) {}

    boolean isLiveAt(Instant now) {
        return launch.isLiveAt(now);
    }

    /** Whether it is not live, and nothing answers in its place. */
    boolean isHiddenAt(Instant now) {
        return !isLiveAt(now) && predecessor == null;
    }

    /** Whether a caller must not learn that it is to come, or has been. */
    boolean isAsIfNeverWritten() {
        return status == USUAL_STATUS;
    }

    /** @throws NotLiveException if it has no predecessor, and somebody asked for it */
    @Nullable
    Object callInstead(Instant now, @Nullable Object[] arguments) {
        for (Successor other : others) {
            if (other.launch().isLiveAt(now)) {
                return other.method().call(arguments);
            }
        }
        if (predecessor != null) {
            return predecessor.call(arguments);
        }
        if (rests) {
            return false; // a listener supports nothing; and what returns nothing returns nothing
        }
        throw refusal();
    }

    NotLiveException refusal() {
        return new NotLiveException(what, launch, status);
    }
}
