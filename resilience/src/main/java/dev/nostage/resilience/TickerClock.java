package dev.nostage.resilience;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** A ticker in the shape that Resilience4j wants: only differences between its readings mean something. */
final class TickerClock extends Clock {

    private final LongSupplier ticker;

    TickerClock(LongSupplier ticker) {
        this.ticker = ticker;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(ticker.getAsLong());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Itself: a machine's time has no zone. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
