package dev.nostage.passport;

import java.time.Duration;

/**
 * A passport that this deployment signed for itself, and when it counts. In milliseconds since the epoch: they are compared
 * for every request.
 *
 * @param from the first one at which it counts
 * @param until the first one at which it does not count any more
 */
record VerifiedPassport(Passport passport, long from, long until) {

    /** By how much the clocks of two services may differ. */
    static final Duration SKEW = Duration.ofMinutes(1);

    boolean countsAt(long now) {
        return from <= now && now < until;
    }
}
