package dev.nostage.timemachine.micronaut;

import dev.nostage.timemachine.Launch;
import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.context.exceptions.ConfigurationException;
import java.time.ZoneId;
import java.util.function.UnaryOperator;
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
        @Nullable String zone) {

    /** Whether anything is said of it; a name of several words in an environment variable makes one of which nothing is. */
    boolean isDeclared() {
        return from != null || until != null || zone != null;
    }

    /** What its keys begin with. */
    String key() {
        return "nostage.launches." + name;
    }

    /**
     * @param told a key as a message names it
     * @throws ConfigurationException if it has no start, or a date cannot be read; the message names the key
     */
    Launch launch(ZoneId defaultZone, UnaryOperator<String> told) {
        if (from == null) {
            throw new ConfigurationException(key() + ".from is missing: say when it goes live");
        }
        ZoneId own = zone == null ? defaultZone : ZoneKey.read(told.apply(key() + ".zone"), zone);
        String start = told.apply(key() + ".from");
        try {
            Launch.of(name, from, null, own);
        } catch (IllegalArgumentException e) {
            throw wrong(start, e);
        }
        try {
            return Launch.of(name, from, until, own);
        } catch (IllegalArgumentException e) {
            String end = told.apply(key() + ".until");
            boolean unreadable = e.getCause() != null;
            throw wrong(unreadable ? end : start + " and " + end, e);
        }
    }

    private static ConfigurationException wrong(String keys, IllegalArgumentException why) {
        return new ConfigurationException(keys + ": " + why.getMessage(), why);
    }
}
