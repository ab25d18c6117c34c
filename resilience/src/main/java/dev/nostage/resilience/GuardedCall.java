package dev.nostage.resilience;

import dev.nostage.context.RequestContext;
import dev.nostage.context.Work;
import dev.nostage.tenancy.Pause;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes guarded calls on the thread that asks for them, which waits. */
record GuardedCall(DownstreamGuard guard, Pause pause) {

    <V extends @Nullable Object, X extends Exception> V makeOnce(Work<V, X> work, RequestContext context) throws X {
        Passage passage = guard.enter(context);
        try {
            strike(passage, context);
            V result = work.call();
            passage.returned(result);
            return result;
        } catch (Throwable e) {
            passage.failed(e);
            throw e;
        }
    }

    <V extends @Nullable Object, X extends Exception> V makeUntilAnswered(Work<V, X> work, RequestContext context)
            throws X {
        for (int tries = 1; ; tries++) {
            V result;
            try {
                result = makeOnce(work, context);
            } catch (Exception e) {
                if (!mayTryAgain(tries, null, e)) {
                    throw e;
                }
                continue;
            }
            if (!mayTryAgain(tries, result, null)) {
                return result;
            }
        }
    }

    /** Waits for another try; false if there is none, or if this thread is to stop. */
    private boolean mayTryAgain(int tries, @Nullable Object result, @Nullable Throwable error) {
        long wait = guard.waitAfter(tries, result, error);
        return wait != Retries.NONE && waited(wait);
    }

    private void strike(Passage passage, RequestContext context) {
        Optional<Fault> fault = guard.strike(passage, context);
        if (fault.isPresent()) {
            waited(guard.delay(passage, fault.get()));
            guard.answer(passage, fault.get());
        }
    }

    private boolean waited(long nanos) {
        try {
            pause.pause(Duration.ofNanos(nanos));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
