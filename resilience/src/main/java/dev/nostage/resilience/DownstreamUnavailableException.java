package dev.nostage.resilience;

import dev.nostage.problem.Problem;
import java.time.Duration;

/** A downstream's circuit breaker let a call not through. */
public final class DownstreamUnavailableException extends DownstreamException {

    private final Duration remaining;
    private final int failedCalls;
    private final int judgedCalls;

    private DownstreamUnavailableException(
            String downstream, Duration remaining, int failedCalls, int judgedCalls, String because) {
        super(downstream, problem(downstream, remaining), "Downstream \"" + downstream + "\" " + because);
        this.remaining = remaining;
        this.failedCalls = failedCalls;
        this.judgedCalls = judgedCalls;
    }

    static DownstreamUnavailableException open(
            String downstream, Duration remaining, int failedCalls, int judgedCalls) {
        long seconds = remaining.plusSeconds(1).minusNanos(1).toSeconds();
        return new DownstreamUnavailableException(
                downstream,
                remaining,
                failedCalls,
                judgedCalls,
                "is open for another " + seconds + " s: " + failedCalls + " of its last " + judgedCalls
                        + " calls failed");
    }

    static DownstreamUnavailableException onTrial(String downstream, int failedCalls, int judgedCalls) {
        return new DownstreamUnavailableException(
                downstream,
                Duration.ZERO,
                failedCalls,
                judgedCalls,
                "was open and is being tried: wait for the few calls that may try it to end");
    }

    /** How long no call is let through; zero while a few try whether it works again. */
    public Duration remaining() {
        return remaining;
    }

    /** How many of the {@link #judgedCalls()} failed. */
    public int failedCalls() {
        return failedCalls;
    }

    public int judgedCalls() {
        return judgedCalls;
    }

    private static Problem problem(String downstream, Duration remaining) {
        return new Problem(
                "downstream-unavailable",
                503,
                "Downstream unavailable",
                "\"" + downstream + "\" is failing and not called for a while. Try again later.",
                remaining);
    }
}
