package dev.nostage.context;

import java.util.Map;
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
    private final @Nullable Function<? super T, Map<String, String>> logFields;

    private Key(
            String name,
            @Nullable Codec<T> codec,
            @Nullable Function<? super T, String> cachePart,
            @Nullable Function<? super T, Map<String, String>> logFields) {
        this.name = name;
        this.codec = codec;
        this.cachePart = cachePart;
        this.logFields = logFields;
    }

    /** A key whose value stays in this process. */
    public static <T> Key<T> local(String name) {
        return new Key<>(name, null, null, null);
    }

    /** A key whose value goes with the passport to the services that this one calls. */
    public static <T> Key<T> travelling(String name, Codec<T> codec) {
        return new Key<>(name, codec, null, null);
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
     * Another key, whose value marks whatever is logged while it is bound, on every thread.
     *
     * @param fields the value's entries in SLF4J's {@code MDC}, asked for once when the value is put into a context; no two
     *     keys share a name
     */
    public Key<T> inLogs(Function<? super T, Map<String, String>> fields) {
        return new Key<>(name, codec, cachePart, fields);
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
        return logFields != null;
    }

    @SuppressWarnings("unchecked") // a context keeps a key only beside a value of its type
    Map<String, String> logFields(Object value) {
        return logFields == null ? Map.of() : logFields.apply((T) value);
    }

    @SuppressWarnings("unchecked") // as above
    @Nullable
    String cachePart(Object value) {
        return cachePart == null ? null : cachePart.apply((T) value);
    }

    @Override
    public String toString() {
        return name;
    }
}
