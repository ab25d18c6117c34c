package dev.nostage.resilience;

import static dev.nostage.problem.Durations.written;

import java.time.Duration;

/**
 * How many calls of one downstream are in flight at a time, those of all tenants together; in this process, and no other
 * knows of them.
 *
 * @param max the most, 1 to 10000
 * @param learnt whether the limit follows the downstream's latency; it never leaves 1 to {@code max}
 * @param maxWait how long a call for a live tenant may wait for another to end, 0 to 10 s; one that is not live never waits
 * @param reserve how many of {@code max} calls that are not live always leave free, 0 to {@code max} - 1
 */
public record LimitOptions(int max, boolean learnt, Duration maxWait, int reserve) {

    private static final int LARGEST_MAX = 10_000;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int PART_IN_RESERVE = 5;

    /** Fixed, since a limit that follows latency takes a downstream that grows slow by itself for one that is flooded. */
    public static final LimitOptions DEFAULT = of(50);

    /** @throws IllegalArgumentException if a value is out of its range */
    public LimitOptions {
        if (max < 1 || max > LARGEST_MAX) {
            throw new IllegalArgumentException("Limit must be 1 to " + LARGEST_MAX + " calls in flight, was " + max);
        }
        if (maxWait.isNegative() || maxWait.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException(
                    "Wait for a slot must be 0s to " + written(LONGEST_WAIT) + ", was " + written(maxWait));
        }
        if (reserve < 0 || reserve >= max) {
            throw new IllegalArgumentException("Reserve for live calls must be 0 to " + (max - 1)
                    + " calls, so that the limit of " + max + " leaves room for others, was " + reserve);
        }
    }

    /** A limit with the other defaults. */
    public static LimitOptions of(int max) {
        return new LimitOptions(max, false, Duration.ofMillis(50), reserveOf(max));
    }

    /**
     * A fifth, and at least one where there are two: the first live calls after a pause find a slot without waiting, and
     * those that follow are expected by how many there were in the last second.
     */
    public static int reserveOf(int max) {
        return max == 1 ? 0 : Math.max(1, max / PART_IN_RESERVE);
    }
}
