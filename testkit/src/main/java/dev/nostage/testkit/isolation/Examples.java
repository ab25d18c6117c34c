package dev.nostage.testkit.isolation;

import io.micronaut.core.beans.BeanProperty;
import io.micronaut.core.type.Argument;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes values and instances, each different from those before wherever its type lets it be. */
final class Examples {

    private static final int DEEPEST = 5;
    private static final int USUAL_LENGTH = 12;
    private static final Instant THEN = Instant.parse("2030-01-01T00:00:00Z");

    /** Those of a UUID stay such. */
    private static final List<String> KINDS =
            List.of("0123456789", "abcdef", "ghijklmnopqrstuvwxyz", "ABCDEF", "GHIJKLMNOPQRSTUVWXYZ");

    private final Random random = new Random();
    private final IsolationSuite suite;
    private int count;

    Examples(IsolationSuite suite) {
        this.suite = suite;
    }

    /** Whether it is one of the values that a column or a query holds. */
    static boolean isSimple(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || type == Object.class
                || CharSequence.class.isAssignableFrom(type)
                || Number.class.isAssignableFrom(type)
                || List.of(Boolean.class, Character.class, UUID.class, URI.class, Currency.class, Locale.class)
                        .contains(type)
                || type.getName().startsWith("java.time.")
                || Date.class.isAssignableFrom(type)
                || type == byte[].class;
    }

    /** @throws NotExercisedError if it cannot be made */
    Object of(Argument<?> type) {
        return of(type, USUAL_LENGTH, 0);
    }

    /**
     * @param longest how many characters a text may have
     * @throws NotExercisedError if it cannot be made
     */
    Object of(Argument<?> type, int longest) {
        return of(type, longest, 0);
    }

    private Object of(Argument<?> argument, int longest, int depth) {
        Class<?> type = argument.getType();
        if (isSimple(type)) {
            return simple(type, longest);
        }
        if (Collection.class.isAssignableFrom(type) || type == Iterable.class) {
            Object element = of(argument.getFirstTypeVariable().orElse(Argument.STRING), longest, depth + 1);
            return Set.class.isAssignableFrom(type) ? Set.of(element) : List.of(element);
        }
        if (type == Optional.class) {
            return Optional.of(of(argument.getFirstTypeVariable().orElse(Argument.STRING), longest, depth + 1));
        }
        if (type == Map.class) {
            return Map.of();
        }
        Object taught = suite.example(type);
        if (taught != null) {
            return taught;
        }
        if (depth > DEEPEST) {
            throw cannot(type, "it holds others without an end", null);
        }
        Shape shape =
                Shape.of(type).orElseThrow(() -> cannot(type, "it is neither a plain value nor introspected", null));
        try {
            return shape.make(property -> part(property, depth));
        } catch (RuntimeException e) {
            throw cannot(type, String.valueOf(e.getMessage()), e);
        }
    }

    private Object part(BeanProperty<Object, Object> property, int depth) {
        return of(property.asArgument(), USUAL_LENGTH, depth + 1);
    }

    /** A text of the same kind, letter by letter, which is nobody's. */
    String like(String text) {
        StringBuilder like = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            String kind = KINDS.stream()
                    .filter(each -> each.indexOf(letter) >= 0)
                    .findFirst()
                    .orElse(String.valueOf(letter));
            like.append(kind.charAt(random.nextInt(kind.length())));
        }
        boolean another = text.length() >= USUAL_LENGTH / 2 && !text.contentEquals(like);
        return another ? like.toString() : text(USUAL_LENGTH);
    }

    static NotExercisedError cannot(Class<?> type, String reason, @Nullable Throwable cause) {
        return new NotExercisedError(
                "The suite cannot make a " + type.getSimpleName() + ", for " + reason
                        + ": override example(Class<?> type) and return one for " + type.getSimpleName() + ".class",
                cause);
    }

    private Object simple(Class<?> type, int longest) {
        count++;
        if (CharSequence.class.isAssignableFrom(type) || type == Object.class) {
            return text(longest);
        }
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            if (constants.length == 0) {
                throw cannot(type, "it has no constants", null);
            }
            return constants[0];
        }
        Object number = number(type);
        return number != null ? number : other(type);
    }

    private String text(int longest) {
        String random = "x" + UUID.randomUUID().toString().replace("-", "");
        return random.substring(0, Math.max(1, Math.min(longest, USUAL_LENGTH)));
    }

    /** Whole numbers are small, because many are counted or limited; they tell nobody's rows apart. */
    private @Nullable Object number(Class<?> type) {
        int small = 2 + count % 90;
        if (type == int.class || type == Integer.class) {
            return small;
        }
        if (type == long.class || type == Long.class) {
            return 7_000_000L + count;
        }
        if (type == short.class || type == Short.class) {
            return (short) small;
        }
        if (type == byte.class || type == Byte.class) {
            return (byte) small;
        }
        if (type == double.class || type == Double.class) {
            return 1000.25 + count;
        }
        if (type == float.class || type == Float.class) {
            return 1000.25f + count;
        }
        if (type == BigInteger.class) {
            return BigInteger.valueOf(7_000_000L + count);
        }
        return type == BigDecimal.class || type == Number.class ? BigDecimal.valueOf(100_001L + 100L * count, 2) : null;
    }

    private Object other(Class<?> type) {
        Instant instant = THEN.plusSeconds(count);
        if (type == boolean.class || type == Boolean.class) {
            return true;
        } else if (type == char.class || type == Character.class) {
            return 'x';
        } else if (type == UUID.class) {
            return UUID.randomUUID();
        } else if (type == Instant.class) {
            return instant;
        } else if (type == LocalDate.class) {
            return LocalDate.of(2030, 1, 1).plusDays(count);
        } else if (type == LocalDateTime.class) {
            return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        } else if (type == LocalTime.class) {
            return LocalTime.of(1, 0).plusSeconds(count);
        } else if (type == OffsetDateTime.class) {
            return instant.atOffset(ZoneOffset.UTC);
        } else if (type == ZonedDateTime.class) {
            return instant.atZone(ZoneOffset.UTC);
        } else if (type == Duration.class) {
            return Duration.ofSeconds(count);
        } else if (type == ZoneId.class) {
            return ZoneOffset.UTC;
        } else if (type == Timestamp.class) {
            return Timestamp.from(instant);
        } else if (type == java.sql.Date.class) {
            return java.sql.Date.valueOf(LocalDate.of(2030, 1, 1).plusDays(count));
        } else if (type == Date.class) {
            return Date.from(instant);
        } else if (type == URI.class) {
            return URI.create("urn:" + text(USUAL_LENGTH));
        } else if (type == Currency.class) {
            return Currency.getInstance("EUR");
        } else if (type == Locale.class) {
            return Locale.ROOT;
        } else if (type == byte[].class) {
            return text(USUAL_LENGTH).getBytes(StandardCharsets.US_ASCII);
        }
        throw cannot(type, "the suite does not know it", null);
    }
}
