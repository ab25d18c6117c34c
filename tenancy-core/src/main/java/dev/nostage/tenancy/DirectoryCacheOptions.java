package dev.nostage.tenancy;

import java.time.Duration;

/**
 * How a directory's answers are remembered.
 *
 * @param size at most so many tenants, and as many ids that no tenant has; 0 remembers nothing
 * @param timeToLive how long an answer is given again, and so how late a change of another instance may be seen; zero
 *     remembers nothing
 */
public record DirectoryCacheOptions(int size, Duration timeToLive) {

    public static final int DEFAULT_SIZE = 10_000;
    public static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofSeconds(2);

    /** A removal waits as long. */
    public static final Duration LONGEST_TIME_TO_LIVE = Duration.ofHours(1);

    /** @throws IllegalArgumentException if one of them is negative, or the time longer than {@link #LONGEST_TIME_TO_LIVE} */
    public DirectoryCacheOptions {
        if (size < 0 || timeToLive.isNegative() || timeToLive.compareTo(LONGEST_TIME_TO_LIVE) > 0) {
            throw new IllegalArgumentException("The directory's cache (nostage.tenancy.directory-cache) cannot hold "
                    + size + " tenants for " + timeToLive);
        }
    }

    boolean remembersNothing() {
        return size == 0 || timeToLive.isZero();
    }
}
