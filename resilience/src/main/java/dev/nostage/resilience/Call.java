package dev.nostage.resilience;

import dev.nostage.context.Work;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call of a downstream, and what may stand in for it. For one that ends later, {@code R} is a stage or a publisher.
 *
 * @param work calls the downstream, anew for each try
 * @param stub answers a tenant that may not reach the downstream; null if nothing can, and such a tenant is refused
 * @param fallback answers when the downstream does not; null if its failure is the caller's
 * @param idempotent whether two calls do what one does (RFC 9110, 9.2.2), so that a failed one may be tried again
 */
public record Call<R extends @Nullable Object, X extends Exception>(
        Work<R, X> work,
        @Nullable Work<R, X> stub,
        @Nullable Fallback<R, X> fallback,
        boolean idempotent) {

    /** Answers in the place of a downstream that failed, or that was not called since it fails or is too busy. */
    @FunctionalInterface
    public interface Fallback<R extends @Nullable Object, X extends Exception> {

        /** @param cause a failure of the downstream, or a {@link DownstreamException} */
        R answer(Throwable cause) throws X;
    }

    /** A call that is made once, for which nothing stands in. */
    public static <R extends @Nullable Object, X extends Exception> Call<R, X> of(Work<R, X> work) {
        return new Call<>(work, null, null, false);
    }

    /** @see #stub() */
    public Call<R, X> withStub(@Nullable Work<R, X> changed) {
        return new Call<>(work, changed, fallback, idempotent);
    }

    /** @see #fallback() */
    public Call<R, X> withFallback(@Nullable Fallback<R, X> changed) {
        return new Call<>(work, stub, changed, idempotent);
    }

    /** @see #work() */
    Call<R, X> madeBy(Work<R, X> changed) {
        return new Call<>(changed, stub, fallback, idempotent);
    }

    /** The same call, which may be tried again when it fails. */
    public Call<R, X> repeatable() {
        return new Call<>(work, stub, fallback, true);
    }

    /** The same call, with results of another form. */
    public <S extends @Nullable Object> Call<S, X> map(Function<? super R, ? extends S> form) {
        return new Call<>(
                () -> form.apply(work.call()),
                stub == null ? null : () -> form.apply(stub.call()),
                fallback == null ? null : cause -> form.apply(fallback.answer(cause)),
                idempotent);
    }
}
