package dev.nostage.tenancy.micronaut;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.problem.ProblemException;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.convert.ConversionService;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads values that were bound as text, and stops the start for one that it cannot read. Bound as what they are, the
 * framework would take such a value for one that is not there, and the default in its place.
 *
 * @param prefix the keys' common part, such as {@code nostage.passport}
 */
public record Configured(String prefix, ConversionService conversions) {

    private static final Set<String> SWITCH = Set.of("true", "false");

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
        return read(key, text, type, shape(type), value -> true);
    }

    /** @throws ConfigurationException if there is no text; the message names the key, and says why there must be one */
    public String present(String key, @Nullable String text, String because) {
        if (text == null) {
            throw new ConfigurationException(prefix + "." + key + " is missing: " + because);
        }
        return text;
    }

    /** @throws ConfigurationException if it is no whole number from 0; the message names the key */
    public int count(String key, String text) {
        return read(key, text, Integer.class, "a whole number from 0", count -> count >= 0);
    }

    /** @throws ConfigurationException if it is no duration from 0s; the message names the key */
    public Duration duration(String key, String text) {
        return read(key, text, Duration.class, shape(Duration.class) + " from 0s", time -> !time.isNegative());
    }

    /** @throws ConfigurationException if it is no duration longer than nothing; the message names the key */
    public Duration lasting(String key, String text) {
        return read(
                key,
                text,
                Duration.class,
                shape(Duration.class) + " that is longer than nothing",
                time -> !time.isNegative() && !time.isZero());
    }

    /** @throws ConfigurationException if what it makes cannot be; the message names the key */
    public <T> T made(String key, Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException | ProblemException | DateTimeException | ArithmeticException e) {
            throw new ConfigurationException(prefix + "." + key + ": " + e.getMessage(), e);
        }
    }

    private <T> T read(String key, String text, Class<T> type, String shape, Predicate<T> valid) {
        // The framework takes any text for false that is not true.
        boolean readable = type != Boolean.class || SWITCH.contains(text.toLowerCase(Locale.ROOT));
        return conversions
                .convert(text, type)
                .filter(value -> readable && valid.test(value))
                .orElseThrow(() -> new ConfigurationException(
                        prefix + "." + key + " must be " + shape + ", and was " + quoted(text)));
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
        if (type == Boolean.class) {
            return "true or false";
        }
        return type == Integer.class ? "a whole number" : "a " + type.getSimpleName();
    }
}
