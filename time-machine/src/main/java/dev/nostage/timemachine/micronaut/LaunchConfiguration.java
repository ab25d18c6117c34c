package dev.nostage.timemachine.micronaut;

import dev.nostage.timemachine.Launch;
import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * One launch.
 *
 * @param name the last part of its key
 * @param from when it goes live, such as {@code 2026-11-27T00:00}
 * @param until when it ends, or nothing if it stays
 * @param zone where its dates are meant; by default {@code nostage.time-machine.zone}
 */
@EachProperty("nostage.launches")
record LaunchConfiguration(
        @Parameter String name,
        @Nullable String from,
        @Nullable String until,
        @Nullable ZoneId zone) {

    /** Whether anything is said of it; a name of several words in an environment variable makes one of which nothing is. */
    boolean isDeclared() {
        return from != null || until != null || zone != null;
    }

    /** @throws IllegalArgumentException if it has no start, or a date cannot be read */
    Launch launch(ZoneId defaultZone) {
        if (from == null) {
            throw new IllegalArgumentException("nostage.launches." + name + ".from is missing: say when it goes live");
        }
        return Launch.of(name, from, until, zone == null ? defaultZone : zone);
    }
}
