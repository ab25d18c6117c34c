package dev.nostage.timemachine;

import dev.nostage.context.RequestContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Business time: tells the time of the request that asks, which is real time unless it travels.
 *
 * <p>It holds no state. Where no request context is bound, as on a raw thread, it tells real time.
 */
public final class TimeMachineClock extends Clock {

    private final Clock systemTime;

    /** @param systemTime the real clock; its zone is this one's too */
    public TimeMachineClock(Clock systemTime) {
        this.systemTime = systemTime;
    }

    @Override
    public Instant instant() {
        if (Journeys.ALL.none()) {
            return systemTime.instant();
        }
        AsOf asOf = RequestContext.current().get(AsOf.KEY);
        return asOf == null ? systemTime.instant() : asOf.instant(systemTime.instant());
    }

    @Override
    public ZoneId getZone() {
        return systemTime.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new TimeMachineClock(systemTime.withZone(zone));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeMachineClock clock && clock.systemTime.equals(systemTime);
    }

    @Override
    public int hashCode() {
        return systemTime.hashCode();
    }

    @Override
    public String toString() {
        return "TimeMachineClock[" + systemTime + "]";
    }
}
