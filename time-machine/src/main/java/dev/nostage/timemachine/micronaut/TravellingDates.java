package dev.nostage.timemachine.micronaut;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.runtime.date.CurrentDateTimeProvider;
import io.micronaut.data.runtime.date.DateTimeProvider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** What Micronaut Data writes where {@code @DateCreated} and {@code @DateUpdated} stand, in the zone that it always was. */
@Singleton
@Requires(classes = DateTimeProvider.class)
@Replaces(CurrentDateTimeProvider.class)
final class TravellingDates implements DateTimeProvider<OffsetDateTime> {

    private final Clock clock;

    TravellingDates(Clock clock) {
        this.clock = clock.withZone(ZoneId.systemDefault());
    }

    @Override
    public OffsetDateTime getNow() {
        return clock.instant().atZone(clock.getZone()).toOffsetDateTime();
    }
}
