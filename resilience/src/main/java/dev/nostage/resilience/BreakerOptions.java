package dev.nostage.resilience;

import static dev.nostage.problem.Durations.written;

import java.time.Duration;

/**
 * When a circuit breaker opens, and for how long.
 *
 * @param window how many of the last calls are judged, 1 to 1000; none is judged before half of them were made
 * @param failureRate the per cent of them, 1 to 100, at which it opens
 * @param openTime how long no call is let through, before a few may try
 */
public record BreakerOptions(int window, int failureRate, Duration openTime) {

    public static final BreakerOptions DEFAULT = new BreakerOptions(20, 50, Duration.ofSeconds(10));

    private static final int LARGEST_WINDOW = 1000;

    /** @throws IllegalArgumentException if a value is out of its range */
    public BreakerOptions {
        if (window < 1 || window > LARGEST_WINDOW) {
            throw new IllegalArgumentException(
                    "Breaker window must be 1 to " + LARGEST_WINDOW + " calls, was " + window);
        }
        if (failureRate < 1 || failureRate > 100) {
            throw new IllegalArgumentException("Breaker failure rate must be 1 to 100 per cent, was " + failureRate);
        }
        if (openTime.isNegative() || openTime.isZero()) {
            throw new IllegalArgumentException("Breaker open time must be positive, was " + written(openTime));
        }
    }

    /** How many calls must have been made before any are judged. */
    int fewestJudged() {
        return Math.max(1, window / 2);
    }
}
