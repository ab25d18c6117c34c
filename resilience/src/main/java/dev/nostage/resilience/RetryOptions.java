package dev.nostage.resilience;

import static dev.nostage.problem.Durations.written;

import java.time.Duration;

/**
 * How often a failed call is tried again. Only idempotent ones are.
 *
 * @param tries how often a call is made at most, the first time included, 1 to 10
 * @param backoff the longest wait before the second try, more than nothing and at most a minute; twice as long before each
 *     further one
 * @param budget per cent of the calls that may be tries again, 0 to 100; ten may come at once
 */
public record RetryOptions(int tries, Duration backoff, int budget) {

    private static final int MOST_TRIES = 10;
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

    public static final RetryOptions DEFAULT = new RetryOptions(3, Duration.ofMillis(100), 20);

    /** @throws IllegalArgumentException if a value is out of its range */
    public RetryOptions {
        if (tries < 1 || tries > MOST_TRIES) {
            throw new IllegalArgumentException("Tries must be 1 to " + MOST_TRIES + ", were " + tries);
        }
        if (backoff.isNegative() || backoff.isZero() || backoff.compareTo(LONGEST_BACKOFF) > 0) {
            throw new IllegalArgumentException("Backoff of a retry must be more than nothing and at most "
                    + written(LONGEST_BACKOFF) + ", was " + written(backoff));
        }
        if (budget < 0 || budget > 100) {
            throw new IllegalArgumentException("Budget of retries must be 0 to 100 per cent, was " + budget);
        }
    }
}
