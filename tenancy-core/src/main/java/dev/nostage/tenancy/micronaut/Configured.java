package dev.nostage.tenancy.micronaut;

import static dev.nostage.problem.Quoted.quoted;

import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.convert.ConversionService;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads values that were bound as text, and stops the start for one that it cannot read. Bound as what they are, the
 * framework would take such a value for one that is not there, and the default in its place.
 *
 * @param prefix the keys' common part, such as {@code nostage.passport}
 */
public record Configured(String prefix, ConversionService conversions) {

    /** @throws ConfigurationException if there is a text and it is no {@code T}; the message names the key */
    public <T> T read(String key, @Nullable String text, Class<T> type, T absent) {
        T read = read(key, text, type);
        return read == null ? absent : read;
    }

    /** @throws ConfigurationException if there is a text and it is no {@code T}; the message names the key */
    public <T> @Nullable T read(String key, @Nullable String text, Class<T> type) {
        if (text == null) {
            return null;
        }
        return conversions
                .convert(text, type)
                .orElseThrow(() -> new ConfigurationException(
                        prefix + "." + key + " must be " + shape(type) + ", and was " + quoted(text)));
    }

    private static String shape(Class<?> type) {
        if (type == Duration.class) {
            return "a duration such as 90s, 15m, 2h or P1D";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                            .toList();
        }
        return type == Integer.class ? "a whole number" : "a " + type.getSimpleName();
    }
}
