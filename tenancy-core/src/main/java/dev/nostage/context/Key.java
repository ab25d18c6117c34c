package dev.nostage.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Names one typed value of a {@link RequestContext}.
 *
 * <p>A key is compared by identity: keep it in a constant. Two keys of one name are two keys.
 *
 * @param <T> the type of the value, immutable or safe to share between threads
 */
public final class Key<T> {

    private final String name;
    private final @Nullable Codec<T> codec;
    private final @Nullable Function<? super T, String> cachePart;
    private final List<LogField<T>> logFields;

    private Key(
            String name,
            @Nullable Codec<T> codec,
            @Nullable Function<? super T, String> cachePart,
            List<LogField<T>> logFields) {
        this.name = name;
        this.codec = codec;
        this.cachePart = cachePart;
        this.logFields = logFields;
    }

    /** A key whose value stays in this process. */
    public static <T> Key<T> local(String name) {
        return new Key<>(name, null, null, List.of());
    }

    /** A key whose value goes with the passport to the services that this one calls. */
    public static <T> Key<T> travelling(String name, Codec<T> codec) {
        return new Key<>(name, codec, null, List.of());
    }

    /**
     * Another key, whose value separates caches too: what was cached under one value is never served under another.
     *
     * @param part what of the value makes the difference
     */
    public Key<T> separatingCaches(Function<? super T, String> part) {
        return new Key<>(name, codec, part, logFields);
    }

    /**
     * Another key, of whose value a part stands in SLF4J's {@code MDC} while it is bound, on every thread.
     *
     * @param field the name in the log context; no two keys share one
     * @param part what stands there
     * @throws IllegalArgumentException if this key has a part of that name already
     */
    public Key<T> inLogs(String field, Function<? super T, String> part) {
        if (logFields.stream().anyMatch(present -> present.name().equals(field))) {
            throw new IllegalArgumentException("Key \"" + name + "\" logs a field \"" + field + "\" already");
        }
        List<LogField<T>> more = new ArrayList<>(logFields);
        more.add(new LogField<>(field, part));
        return new Key<>(name, codec, cachePart, List.copyOf(more));
    }

    /** The name under which the value travels, and by which people recognise it. */
    public String name() {
        return name;
    }

    /** Present if the value travels. */
    public Optional<Codec<T>> codec() {
        return Optional.ofNullable(codec);
    }

    boolean isLogged() {
        return !logFields.isEmpty();
    }

    List<LogField<T>> logFields() {
        return logFields;
    }

    @SuppressWarnings("unchecked") // a context keeps a key only beside a value of its type
    @Nullable
    String cachePart(Object value) {
        return cachePart == null ? null : cachePart.apply((T) value);
    }

    @Override
    public String toString() {
        return name;
    }

    /** What of a value stands in the log context, and under which name. */
    record LogField<T>(String name, Function<? super T, String> value) {}
}
