package dev.nostage.timemachine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A real clock that a test moves. */
final class FakeClock extends Clock {

    private final ZoneId zone;
    private Instant now;

    FakeClock(String now, String zone) {
        this.now = Instant.parse(now);
        this.zone = ZoneId.of(zone);
    }

    void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new FakeClock(now.toString(), other.getId());
    }
}
