package dev.nostage.resilience;

import java.util.Locale;

/** What the calls of one downstream and one class of traffic share, and with no other. */
record Lane(TrafficClass traffic, Breaker breaker, Retries retries, Tally tally) {

    static Lane of(TrafficClass traffic, String downstream, DownstreamOptions options, Machine machine) {
        return new Lane(
                traffic,
                new Breaker(downstream, options.breaker(), machine.ticker()),
                new Retries(options.retry(), machine.chance()),
                new Tally(downstream));
    }

    DownstreamStatus.LaneStatus status(int inFlight) {
        return new DownstreamStatus.LaneStatus(
                inFlight,
                breaker.state().name().toLowerCase(Locale.ROOT),
                tally.counts(),
                tally.made(),
                tally.totalMillis(),
                retries.made(),
                retries.budget().left(),
                tally.injected(),
                tally.fallbacks());
    }
}
