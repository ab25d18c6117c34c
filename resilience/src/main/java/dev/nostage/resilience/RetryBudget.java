package dev.nostage.resilience;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets retries be a share of the calls and no more, so that they cannot multiply the load on what fails. A token bucket that
 * calls fill and retries empty; the idea is that of Finagle's {@code RetryBudget}.
 */
final class RetryBudget {

    /** What a retry takes out; a call puts in its share of it. */
    private static final int RETRY = 100;

    /** So many retries may come at once, also where there are few calls. */
    private static final int BURST = 10;

    private final int share;
    private final AtomicInteger saved;

    /** @param percent of the calls that may be retries */
    RetryBudget(int percent) {
        this.share = percent;
        this.saved = new AtomicInteger(percent == 0 ? 0 : BURST * RETRY);
    }

    /** A call is made for the first time. */
    void called() {
        int before = saved.get();
        // Full, as it is while nothing fails: one read. Where two fill it at once, one share may be lost, and none
        // gained.
        if (before < BURST * RETRY) {
            saved.compareAndSet(before, Math.min(BURST * RETRY, before + share));
        }
    }

    /** Takes one retry out, if there is one. */
    boolean spend() {
        for (int before = saved.get(); before >= RETRY; before = saved.get()) {
            if (saved.compareAndSet(before, before - RETRY)) {
                return true;
            }
        }
        return false;
    }

    /** How many retries may come now. */
    int left() {
        return saved.get() / RETRY;
    }
}
