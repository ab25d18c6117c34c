package dev.nostage.context;

/** Work that runs while something is bound. It throws what it likes, and its caller sees just that. */
@FunctionalInterface
public interface Work<V, X extends Exception> {

    V call() throws X;
}
