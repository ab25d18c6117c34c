package dev.nostage.tenancy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Waits for a tenant's requests in flight before its data is removed.
 *
 * @param inFlight those that are waited for
 * @param longest how long; what has not ended by then is waited for no more
 */
public record Drain(InFlight inFlight, Duration longest, Pause pause) {

    public static final Duration DEFAULT_LONGEST = Duration.ofSeconds(10);

    static final Duration STEP = Duration.ofMillis(20);

    /** @throws IllegalArgumentException if the longest wait is negative */
    public Drain {
        if (longest.isNegative()) {
            throw new IllegalArgumentException("A drain cannot last " + longest);
        }
    }

    /**
     * How many are left when none is, or the time is over; and not before {@code least} has passed.
     *
     * @param least as long as others may let requests in because they remember the tenant as it was
     */
    int await(Tenant tenant, Clock clock, Duration least) {
        Instant over = clock.instant().plus(longest);
        Duration waited = Duration.ZERO;
        // The steps are counted as well: a clock that is set back must not hold a removal up.
        while (waited.compareTo(least) < 0
                || (inFlight.count(tenant) > 0 && clock.instant().isBefore(over) && waited.compareTo(longest) < 0)) {
            step();
            waited = waited.plus(STEP);
        }
        return inFlight.count(tenant);
    }

    void step() {
        try {
            pause.pause(STEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("A removal was interrupted while it waited; ask for it again", e);
        }
    }
}
