package dev.nostage.resilience;

import java.util.concurrent.atomic.AtomicInteger;

/** The most live calls in flight at once lately: within half a second at the least, and a second at the most. */
final class RecentPeak {

    private static final long HALF = 500_000_000;

    private final AtomicInteger now = new AtomicInteger();
    private volatile int before;

    /** Touched by one thread at a time. */
    private long halfSince;

    RecentPeak(long nanos) {
        this.halfSince = nanos;
    }

    void saw(int live) {
        if (live > now.get()) {
            now.accumulateAndGet(live, Math::max);
        }
    }

    int get() {
        return Math.max(now.get(), before);
    }

    /**
     * Forgets what is over.
     *
     * @param live how many are in flight, which the next half begins with
     */
    void turn(long nanos, int live) {
        long passed = nanos - halfSince;
        if (passed >= HALF) {
            int last = now.getAndSet(live);
            before = passed >= 2 * HALF ? live : last;
            halfSince = nanos;
        }
    }
}
