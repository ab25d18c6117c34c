package dev.nostage.timemachine.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How the {@code Time-Machine} header is read.
 *
 * @param zone where a date or time without zone is meant, unless the tenant's attribute {@code zone} says otherwise;
 *     also the zone of the clocks
 * @param maxDistance how far from the real now a header may lead, either way: a duration, more than nothing and at most
 *     {@code 36500d}; {@code 1826d} by default
 */
@ConfigurationProperties("nostage.time-machine")
record TimeMachineConfiguration(
        @Bindable(defaultValue = "UTC") String zone,
        @Nullable String maxDistance) {

    /** @throws ConfigurationException if there is no such zone */
    ZoneId zoneId() {
        return ZoneKey.read("nostage.time-machine.zone", zone);
    }
}
