package dev.nostage.resilience;

import dev.nostage.problem.Problem;
import java.time.Duration;

/** As many calls of a downstream are in flight as may be, and a call was not made. */
public final class DownstreamSaturatedException extends DownstreamException {

    /** As short as HTTP can say: slots come free within the time of a call. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int inFlight;
    private final int limit;

    private DownstreamSaturatedException(String downstream, int inFlight, int limit, String because) {
        super(downstream, problem(downstream), "Downstream \"" + downstream + "\" " + because);
        this.inFlight = inFlight;
        this.limit = limit;
    }

    static DownstreamSaturatedException forLive(String downstream, int inFlight, int limit) {
        return new DownstreamSaturatedException(
                downstream,
                inFlight,
                limit,
                "is saturated: " + inFlight + " of at most " + limit
                        + " calls are in flight, and none ended while this one could wait; raise its limit if it can bear"
                        + " more");
    }

    static DownstreamSaturatedException forNotLive(String downstream, int inFlight, int limit, int notLive, int room) {
        return new DownstreamSaturatedException(
                downstream,
                inFlight,
                limit,
                "has no room for calls that are not live: " + notLive + " of them are in flight, now at most "
                        + Math.max(0, room) + " may be, and " + inFlight + " of at most " + limit
                        + " in all; send fewer at a time");
    }

    /** How many calls were in flight. */
    public int inFlight() {
        return inFlight;
    }

    /** How many may be; fewer of those that are not live. */
    public int limit() {
        return limit;
    }

    private static Problem problem(String downstream) {
        return new Problem(
                "downstream-saturated",
                503,
                "Downstream saturated",
                "\"" + downstream + "\" is called as often as it may be at a time. Try again later.",
                RETRY_AFTER);
    }
}
