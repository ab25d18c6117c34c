package dev.nostage.testkit.isolation;

import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.reflect.ReflectionUtils;
import io.micronaut.core.type.Argument;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a plain parameter could be given so that it means something of the victim's: the likeliest first. */
final class Candidates {

    private static final Map<Class<?>, Object> LEAST = Map.of(
            Integer.class,
            0,
            Long.class,
            0L,
            Double.class,
            0.0,
            BigDecimal.class,
            BigDecimal.ZERO,
            BigInteger.class,
            BigInteger.ZERO,
            Instant.class,
            Instant.EPOCH,
            LocalDate.class,
            LocalDate.EPOCH,
            LocalDateTime.class,
            LocalDateTime.of(1970, 1, 1, 0, 0),
            OffsetDateTime.class,
            Instant.EPOCH.atOffset(ZoneOffset.UTC));

    private static final Map<Class<?>, Object> MOST = Map.of(
            Integer.class, 1_000_000,
            Long.class, 1_000_000_000_000L,
            Double.class, 1e12,
            BigDecimal.class, BigDecimal.valueOf(1_000_000),
            BigInteger.class, BigInteger.valueOf(1_000_000_000_000L),
            Instant.class, Instant.parse("2100-01-01T00:00:00Z"),
            LocalDate.class, LocalDate.of(2100, 1, 1),
            LocalDateTime.class, LocalDateTime.of(2100, 1, 1, 0, 0),
            OffsetDateTime.class, Instant.parse("2100-01-01T00:00:00Z").atOffset(ZoneOffset.UTC));

    private static final String ANYTHING = "%";
    private static final List<Class<?>> SMALL = List.of(Boolean.class, Integer.class, Short.class, Byte.class);

    private final ConversionService conversions;
    private final Examples examples;

    Candidates(ConversionService conversions, Examples examples) {
        this.conversions = conversions;
        this.examples = examples;
    }

    /**
     * Of those values that the victim has: by their name, then by their type; but small numbers and switches, which mean
     * nobody's by themselves, by their name alone.
     */
    List<Object> theirs(Argument<?> parameter, List<Known> known) {
        return theirs(parameter, known, type -> !SMALL.contains(type));
    }

    /** Of the values of one row: by their name, then by their type. */
    List<Object> ofRow(Argument<?> parameter, List<Known> row) {
        return theirs(parameter, row, type -> true);
    }

    private List<Object> theirs(Argument<?> parameter, List<Known> known, Predicate<Class<?>> byType) {
        List<Object> found = new ArrayList<>();
        Class<?> type = ReflectionUtils.getWrapperType(parameter.getType());
        for (Known each : known) {
            if (each.isNamed(parameter.getName())) {
                add(found, as(type, each.value()));
            }
        }
        for (Known each : known) {
            add(found, byType.test(type) && isLike(type, each.value()) ? as(type, each.value()) : null);
        }
        return found;
    }

    /** What may mean every value, and what means nobody's. */
    List<Object> anybodys(Argument<?> parameter) {
        List<Object> found = new ArrayList<>();
        Class<?> type = ReflectionUtils.getWrapperType(parameter.getType());
        add(found, LEAST.get(type));
        add(found, MOST.get(type));
        if (type == String.class) {
            found.add(ANYTHING);
        }
        found.add(examples.of(parameter));
        return found;
    }

    /** Null if it cannot be one of that type. */
    @Nullable
    Object as(Class<?> type, Object value) {
        try {
            return type.isInstance(value)
                    ? value
                    : conversions.convert(value, type).orElse(null);
        } catch (RuntimeException e) {
            return null; // as good as no conversion
        }
    }

    private static boolean isLike(Class<?> type, Object value) {
        return type.isInstance(value)
                || (type == UUID.class && value instanceof String text && text.length() == 36)
                || (Number.class.isAssignableFrom(type) && value instanceof Number)
                || (type == String.class && value instanceof UUID);
    }

    private static void add(List<Object> found, @Nullable Object value) {
        if (value != null && !found.contains(value)) {
            found.add(value);
        }
    }
}
