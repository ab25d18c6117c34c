package dev.nostage.context;

/** How a key's value is written into a passport, so that the next service reads the same value. */
public interface Codec<T> {

    /** The value as text; what {@link #decode} reads back as an equal value. */
    String encode(T value);

    /** @throws IllegalArgumentException if the text is not what {@link #encode} writes */
    T decode(String text);
}
