package dev.nostage.resilience;

import dev.nostage.resilience.Latencies.Window;

/**
 * A limit that follows latency, by the gradient of Netflix's concurrency-limits ({@code Gradient2Limit}): what calls took
 * lately against what they took over the last minute, with room for a queue of the square root of the limit.
 *
 * <p>It stays where it is while fewer than half of it are in flight: a limit that nobody comes near shows nothing.
 */
final class LearntLimit {

    private static final int FIRST = 20;
    private static final double TOLERANCE = 1.5;
    private static final double STEEPEST = 0.5;
    private static final double SMOOTHING = 0.2;

    /** The weight of one step's mean in that of six hundred, a minute's. */
    private static final double WEIGHT = 2.0 / 601;

    /** How fast a long mean is given up that is over twice the short one: the slow time is over. */
    private static final double RECOVERY = 0.95;

    private final int max;
    private double limit;
    private double longMean;

    LearntLimit(int max) {
        this.max = max;
        this.limit = Math.min(FIRST, max);
    }

    int get() {
        return (int) limit;
    }

    /** @param window what calls took since the last step, live ones if there were any */
    void step(Window window, int inFlight) {
        if (window.calls() == 0) {
            return;
        }
        double mean = window.mean();
        longMean = longMean == 0 ? mean : longMean + (mean - longMean) * WEIGHT;
        if (longMean > 2 * mean) {
            longMean *= RECOVERY;
        }
        if (inFlight < limit / 2) {
            return;
        }
        double gradient = Math.max(STEEPEST, Math.min(1, TOLERANCE * longMean / mean));
        double wanted = limit * gradient + Math.sqrt(limit);
        limit = Math.max(1, Math.min(max, limit * (1 - SMOOTHING) + wanted * SMOOTHING));
    }
}
