package dev.nostage.resilience;

import org.jspecify.annotations.Nullable;

/** Calls off something that may not have begun yet: whichever of the two comes last does it. */
final class Cancelling {

    private volatile @Nullable Runnable action;
    private volatile boolean cancelled;

    /** @param how may be run twice, and by two threads at once */
    void by(Runnable how) {
        action = how;
        if (cancelled) {
            how.run();
        }
    }

    void cancel() {
        cancelled = true;
        Runnable how = action;
        if (how != null) {
            how.run();
        }
    }
}
