package dev.nostage.context;

import java.util.Optional;
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

    private Key(String name, @Nullable Codec<T> codec) {
        this.name = name;
        this.codec = codec;
    }

    /** A key whose value stays in this process. */
    public static <T> Key<T> local(String name) {
        return new Key<>(name, null);
    }

    /** A key whose value goes with the passport to the services that this one calls. */
    public static <T> Key<T> travelling(String name, Codec<T> codec) {
        return new Key<>(name, codec);
    }

    /** The name under which the value travels, and by which people recognise it. */
    public String name() {
        return name;
    }

    /** Present if the value travels. */
    public Optional<Codec<T>> codec() {
        return Optional.ofNullable(codec);
    }

    @Override
    public String toString() {
        return name;
    }
}
