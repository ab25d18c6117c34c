package dev.nostage.context;

import org.jspecify.annotations.Nullable;

/** Work that runs while something is bound. It throws what it likes, and its caller sees just that. */
@FunctionalInterface
public interface Work<V extends @Nullable Object, X extends Exception> {

    V call() throws X;
}
