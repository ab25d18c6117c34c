package dev.nostage.testkit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Machine time that stands still until a test moves it: what takes {@code System::nanoTime} takes this as well. It begins below
 * zero, as {@code System.nanoTime} may. Safe for use by many threads.
 */
public final class FakeTicker implements LongSupplier {

    private final AtomicLong nanos = new AtomicLong(-Duration.ofDays(1).toNanos());

    /** Nanoseconds since no moment in particular. */
    @Override
    public long getAsLong() {
        return nanos.get();
    }

    /** @throws IllegalArgumentException if the time is negative, for machine time never goes back */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("Machine time never goes back, and was to advance by " + by);
        }
        nanos.addAndGet(by.toNanos());
    }

    @Override
    public String toString() {
        return "FakeTicker[" + nanos + " ns]";
    }
}
