package dev.nostage.resilience.micronaut;

import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.context.Work;
import org.jspecify.annotations.Nullable;

/**
 * Ends on the wire what was cancelled here: a declarative client does not hear when its future is, nor, once an answer has
 * begun, its publisher.
 */
final class CancelledCalls {

    private static final Key<CancelledCalls> KEY = Key.local("cancelled-calls");

    /** The method of the client, as it is called: what else is called on its way is not its own to end. */
    private final Object method;

    private volatile @Nullable Runnable end;
    private volatile boolean cancelled;

    private CancelledCalls(Object method) {
        this.method = method;
    }

    /** Calls a client's method. */
    static CancelledCalls of(Object method) {
        return new CancelledCalls(method);
    }

    /**
     * A call of that method goes out.
     *
     * @param end ends it, as often as it is run; may be run when it is over, and then does nothing
     */
    @SuppressWarnings("ReferenceEquality") // two calls of one method are two
    static void heard(RequestContext context, Object method, Runnable end) {
        CancelledCalls calls = context.get(KEY);
        if (calls != null && calls.method == method) {
            calls.end = end;
            if (calls.cancelled) {
                end.run();
            }
        }
    }

    <R> R call(Work<R, RuntimeException> work) {
        return RequestContext.current().with(KEY, this).call(work);
    }

    void cancel() {
        cancelled = true;
        Runnable open = end;
        if (open != null) {
            open.run();
        }
    }
}
