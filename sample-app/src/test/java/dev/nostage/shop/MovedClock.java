package dev.nostage.shop;

import dev.nostage.timemachine.SystemTime;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The shop's real clock, which stands where it was made until a test moves it. */
final class MovedClock extends Clock {

    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private MovedClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    void advance(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new MovedClock(now, other);
    }

    @Factory
    @Requires(property = "moved-clock")
    static class Clocks {

        @Singleton
        MovedClock movedClock() {
            return new MovedClock(new AtomicReference<>(Clock.systemUTC().instant()), ZoneOffset.UTC);
        }

        @Singleton
        @SystemTime
        @Replaces(bean = Clock.class, qualifier = SystemTime.class)
        Clock systemTime(MovedClock moved) {
            return moved;
        }
    }
}
