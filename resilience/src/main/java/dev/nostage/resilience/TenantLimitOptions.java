package dev.nostage.resilience;

/**
 * How much of one downstream a single tenant may take, whatever its kind; work without a tenant counts as one. In this
 * process, and no other knows of it.
 *
 * @param concurrency the most calls in flight at a time, 1 to 10000, or 0 for no limit
 * @param rate the most calls a second in the long run, 1 to 1000000, or 0 for no limit
 * @param burst how many calls may come at once after a pause, 1 to 1000000; without meaning where the rate has no limit
 */
public record TenantLimitOptions(int concurrency, int rate, int burst) {

    private static final int LARGEST_CONCURRENCY = 10_000;
    private static final int LARGEST_RATE = 1_000_000;
    private static final int LARGEST_BURST = 1_000_000;

    /** @throws IllegalArgumentException if a value is out of its range */
    public TenantLimitOptions {
        if (concurrency < 0 || concurrency > LARGEST_CONCURRENCY) {
            throw new IllegalArgumentException("A tenant's limit must be 1 to " + LARGEST_CONCURRENCY
                    + " calls in flight, or 0 for none, was " + concurrency);
        }
        if (rate < 0 || rate > LARGEST_RATE) {
            throw new IllegalArgumentException(
                    "A tenant's rate must be 1 to " + LARGEST_RATE + " calls a second, or 0 for no limit, was " + rate);
        }
        if (burst < 0 || burst > LARGEST_BURST || (rate > 0 && burst == 0)) {
            throw new IllegalArgumentException(
                    "A tenant's burst must be 1 to " + LARGEST_BURST + " calls, was " + burst);
        }
    }

    /**
     * What holds beside this shared limit where nothing is declared. Half of it, so that one tenant that goes wild, or waits
     * for answers that never come, leaves the other half to everybody else; and no rate, since what is many calls a second
     * for one downstream is few for another.
     */
    public static TenantLimitOptions beside(LimitOptions shared) {
        return new TenantLimitOptions(Math.max(1, shared.max() / 2), 0, 0);
    }

    /** Whether there is anything to count. */
    boolean isLimit() {
        return concurrency > 0 || rate > 0;
    }
}
