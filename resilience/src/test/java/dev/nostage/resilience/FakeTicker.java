package dev.nostage.resilience;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Machine time that stands still until a test moves it. */
public final class FakeTicker implements LongSupplier {

    // Below zero, as System.nanoTime may be.
    private final AtomicLong nanos = new AtomicLong(-Duration.ofDays(1).toNanos());

    @Override
    public long getAsLong() {
        return nanos.get();
    }

    public void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }
}
