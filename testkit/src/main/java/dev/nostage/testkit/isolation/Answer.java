package dev.nostage.testkit.isolation;

import dev.nostage.problem.ProblemException;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.sql.SQLException;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call: what it returned, read to its end, or what it threw.
 *
 * @param value what it returned; null if it returned nothing or threw
 */
record Answer(@Nullable Object value, @Nullable Throwable thrown) {

    private static final int DEEPEST = 6;

    /** SQLState of violated constraints (SQL:2016, 24.1). */
    private static final String INTEGRITY = "23";

    static Answer of(Callable<?> call) {
        try {
            return new Answer(Late.read(call.call()), null);
        } catch (Exception | LinkageError e) {
            return new Answer(null, cause(e));
        }
    }

    private static Throwable cause(Throwable thrown) {
        Throwable at = thrown;
        while (at.getCause() != null
                && (at instanceof InvocationTargetException
                        || at instanceof ExecutionException
                        || at instanceof CompletionException)) {
            at = at.getCause();
        }
        return at;
    }

    /** Whether somebody got something. */
    boolean hasSomething() {
        return thrown == null && !isEmpty(value);
    }

    private static boolean isEmpty(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.isEmpty();
        }
        if (value instanceof Iterable<?> several) {
            return !several.iterator().hasNext();
        }
        if (value instanceof Number number) {
            return number.doubleValue() == 0;
        }
        if (value instanceof Object[] array) {
            return array.length == 0;
        }
        return value == null || value.equals(false);
    }

    /** Whether the database refused it, since a row is referred to or is there already. */
    boolean isIntegrityViolation() {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql
                    && String.valueOf(sql.getSQLState()).startsWith(INTEGRITY)) {
                return true;
            }
        }
        return false;
    }

    /** What refused it, if one of our walls or whatever else says so to a caller did; else {@code otherwise}. */
    String refusalOr(String otherwise) {
        return thrown instanceof ProblemException refusal
                ? "refused: " + refusal.getClass().getSimpleName()
                : otherwise;
    }

    /** All that was told, whatever it was: of an exception what it and its causes say. */
    String text() {
        if (thrown == null) {
            return text(value);
        }
        StringBuilder said = new StringBuilder();
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            said.append(at).append('\n');
        }
        return said.toString();
    }

    /** What it returned, or by which exception it ended. */
    String ending() {
        return thrown == null ? text(value) : thrown.getClass().getName();
    }

    /** A value and all that is in it. */
    static String text(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text, 0);
        return text.toString();
    }

    private static void write(@Nullable Object value, StringBuilder text, int depth) {
        if (value == null || depth > DEEPEST) {
            text.append("null");
        } else if (value instanceof Optional<?> optional) {
            write(optional.orElse(null), text, depth);
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                write(key, text, depth + 1);
                text.append('=');
                write(each, text, depth + 1);
                text.append(' ');
            });
        } else if (value instanceof Iterable<?> several) {
            text.append(value instanceof Collection<?> ? "" : value + " "); // a page tells more than its rows
            several.forEach(each -> {
                write(each, text, depth + 1);
                text.append(", ");
            });
        } else if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                write(Array.get(value, i), text, depth + 1);
                text.append(", ");
            }
        } else {
            writeOne(value, text, depth);
        }
    }

    private static void writeOne(Object value, StringBuilder text, int depth) {
        text.append(value);
        if (!Examples.isSimple(value.getClass()) && !(value instanceof TemporalAccessor)) {
            Shape.of(value.getClass())
                    .ifPresent(shape -> shape.values(value).forEach((name, part) -> {
                        text.append(' ').append(name).append('=');
                        write(part, text, depth + 1);
                    }));
        }
    }

    @Override
    public String toString() {
        return thrown == null
                ? Secrets.shortened(text(value))
                : thrown.getClass().getSimpleName() + ": " + Secrets.shortened(String.valueOf(thrown.getMessage()));
    }
}
