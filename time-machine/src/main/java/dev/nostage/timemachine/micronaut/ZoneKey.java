package dev.nostage.timemachine.micronaut;

import static dev.nostage.problem.Quoted.quoted;

import io.micronaut.context.exceptions.ConfigurationException;
import java.time.DateTimeException;
import java.time.ZoneId;

/** A key of the configuration that names a time zone. */
final class ZoneKey {

    private ZoneKey() {}

    /** @throws ConfigurationException if the text is no zone; the message names the key */
    static ZoneId read(String key, String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new ConfigurationException(
                    key + " is no time zone: " + quoted(text) + ". Write an id such as Europe/Berlin, or UTC", e);
        }
    }
}
