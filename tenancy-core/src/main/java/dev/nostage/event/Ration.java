package dev.nostage.event;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Lets so many pass in each span of time, and counts those that it withholds. */
final class Ration {

    private final int most;
    private final long span;
    private final LongSupplier ticker;
    private long begun;
    private int passed;
    private long withheld;

    /** @param ticker nanoseconds since any moment */
    Ration(int most, Duration span, LongSupplier ticker) {
        this.most = most;
        this.span = span.toNanos();
        this.ticker = ticker;
        this.begun = ticker.getAsLong();
    }

    /** How many were withheld since the last one that passed; empty if this one is withheld too. */
    synchronized OptionalLong draw() {
        long now = ticker.getAsLong();
        // Before it began: what counts on a clock may be set back.
        if (now - begun >= span || now - begun < 0) {
            begun = now;
            passed = 0;
        }
        if (passed >= most) {
            withheld++;
            return OptionalLong.empty();
        }
        passed++;
        long before = withheld;
        withheld = 0;
        return OptionalLong.of(before);
    }
}
