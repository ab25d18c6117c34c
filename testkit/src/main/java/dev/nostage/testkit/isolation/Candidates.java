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
import org.jspecify.annotations.Nullable;

/** What a plain parameter could be given so that it means something of the victim's: the likeliest first. */
final class Candidates {

    private static final Map<Class<?>, Object> LEAST = Map.of(
            Integer.class, 0,
            Long.class, 0L,
            Double.class, 0.0,
            BigDecimal.class, BigDecimal.ZERO,
            BigInteger.class, BigInteger.ZERO,
            Instant.class, Instant.EPOCH,
            LocalDate.class, LocalDate.EPOCH,
            LocalDateTime.class, LocalDateTime.of(1970, 1, 1, 0, 0),
            OffsetDateTime.class, Instant.EPOCH.atOffset(ZoneOffset.UTC));

    private static final String ANYTHING = "%";

    private final ConversionService conversions;
    private final Examples examples;

    Candidates(ConversionService conversions, Examples examples) {
        this.conversions = conversions;
        this.examples = examples;
    }

    /** Of those values that the victim has: by their name, then by their type. */
    List<Object> theirs(Argument<?> parameter, List<Known> known) {
        List<Object> found = new ArrayList<>();
        Class<?> type = ReflectionUtils.getWrapperType(parameter.getType());
        for (Known each : known) {
            if (each.isNamed(parameter.getName())) {
                add(found, as(type, each.value()));
            }
        }
        for (Known each : known) {
            add(found, isLike(type, each.value()) ? as(type, each.value()) : null);
        }
        return found;
    }

    /** What may mean every value, and what means nobody's. */
    List<Object> anybodys(Argument<?> parameter) {
        List<Object> found = new ArrayList<>();
        Class<?> type = ReflectionUtils.getWrapperType(parameter.getType());
        add(found, LEAST.get(type));
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

    /** Small numbers and switches mean nobody's by themselves. */
    private static boolean isLike(Class<?> type, Object value) {
        return !List.of(Boolean.class, Integer.class, Short.class, Byte.class).contains(type)
                && (type.isInstance(value)
                        || (type == UUID.class && value instanceof String text && text.length() == 36)
                        || (Number.class.isAssignableFrom(type) && value instanceof Number)
                        || (type == String.class && value instanceof UUID));
    }

    private static void add(List<Object> found, @Nullable Object value) {
        if (value != null && !found.contains(value)) {
            found.add(value);
        }
    }
}
