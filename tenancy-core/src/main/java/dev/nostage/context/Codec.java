package dev.nostage.context;

/** How a key's value is written into a passport, so that the next service reads the same value. */
public interface Codec<T> {

    /** The value as text; what {@link #decode} reads back as an equal value. */
    String encode(T value);

    /**
     * The value that a text means, whenever it is read: a passport is decoded once, and its values are shared by all
     * requests that bring it. So they must be immutable.
     *
     * @throws IllegalArgumentException if the text is not what {@link #encode} writes
     */
    T decode(String text);
}
