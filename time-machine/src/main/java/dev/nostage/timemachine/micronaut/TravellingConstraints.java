package dev.nostage.timemachine.micronaut;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.validation.validator.DefaultClockProvider;
import jakarta.inject.Singleton;
import jakarta.validation.ClockProvider;
import java.time.Clock;
import java.time.ZoneId;

/** What {@code @Past}, {@code @Future} and their kin compare with, in the zone that it always was. */
@Singleton
@Requires(classes = DefaultClockProvider.class)
@Replaces(DefaultClockProvider.class)
final class TravellingConstraints implements ClockProvider {

    private final Clock clock;

    TravellingConstraints(Clock clock) {
        this.clock = clock.withZone(ZoneId.systemDefault());
    }

    @Override
    public Clock getClock() {
        return clock;
    }
}
