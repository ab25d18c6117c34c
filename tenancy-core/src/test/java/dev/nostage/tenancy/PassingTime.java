package dev.nostage.tenancy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Machine time that passes only while somebody pauses, and at once. */
final class PassingTime extends Clock implements Pause {

    private static final Instant BEGIN = Instant.parse("2026-07-01T10:00:00Z");

    private Instant now = BEGIN;
    private boolean stopped;
    private Instant then = Instant.MAX;
    private Runnable work = () -> {};

    /** Does something as soon as so much time has passed. */
    void after(Duration time, Runnable once) {
        then = now.plus(time);
        work = once;
    }

    void stop() {
        stopped = true;
    }

    void pass(Duration time) {
        now = now.plus(time);
        if (!now.isBefore(then)) {
            then = Instant.MAX;
            work.run();
        }
    }

    Duration passed() {
        return Duration.between(BEGIN, now);
    }

    @Override
    public synchronized void pause(Duration time) {
        if (!stopped) {
            pass(time);
        }
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        if (!zone.equals(getZone())) {
            throw new IllegalArgumentException("This clock tells UTC alone, and was asked for " + zone);
        }
        return this;
    }
}
