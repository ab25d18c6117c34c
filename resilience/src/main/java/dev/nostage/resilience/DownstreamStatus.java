package dev.nostage.resilience;

import java.util.Map;
import java.util.Objects;

/**
 * How it stands with one downstream, at one moment and in this process.
 *
 * @param limit how many calls may run at once
 * @param ceiling how many of them may be of tenants that are not live
 * @param waiting how many live calls wait for room
 * @param lanes one for each class of traffic
 */
public record DownstreamStatus(
        String name, Effect effect, int limit, int ceiling, int waiting, Map<TrafficClass, LaneStatus> lanes) {

    public DownstreamStatus {
        lanes = Map.copyOf(lanes);
    }

    public LaneStatus of(TrafficClass traffic) {
        return Objects.requireNonNull(lanes.get(traffic));
    }

    /**
     * How it stands with the calls of one class of traffic. All counts are since the start.
     *
     * @param inFlight how many run now
     * @param breaker {@code closed}, {@code open} or {@code half_open}
     * @param calls how many came to what
     * @param made how many were made
     * @param totalMillis what those took together, in milliseconds
     * @param retries how many were tries again
     * @param retryBudget how many tries again may come now
     * @param injected how many were struck by a fault on purpose
     * @param fallbacks how many a fallback answered
     */
    public record LaneStatus(
            int inFlight,
            String breaker,
            Map<Outcome, Long> calls,
            long made,
            double totalMillis,
            long retries,
            int retryBudget,
            long injected,
            long fallbacks) {

        public LaneStatus {
            calls = Map.copyOf(calls);
        }

        /** How many calls came to this. */
        public long count(Outcome outcome) {
            return calls.getOrDefault(outcome, 0L);
        }
    }
}
