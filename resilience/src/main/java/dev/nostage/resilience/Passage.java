package dev.nostage.resilience;

import dev.nostage.event.WideEvent;
import dev.nostage.resilience.FailurePolicy.Verdict;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A call that a guard let through. Tell it how the call ended, or what it holds is never handed back; only the first
 * word counts, and whoever speaks is told whether it was theirs.
 */
public final class Passage {

    private final String downstream;
    private final Breaker breaker;
    private final FailurePolicy failures;
    private final WideEvent event;
    private final AtomicBoolean ended = new AtomicBoolean();

    Passage(String downstream, Breaker breaker, FailurePolicy failures, WideEvent event) {
        this.downstream = downstream;
        this.breaker = breaker;
        this.failures = failures;
        this.event = event;
    }

    /** The call returned. */
    public boolean succeeded() {
        if (!end(Outcome.OK)) {
            return false;
        }
        breaker.answered();
        return true;
    }

    /** The call threw. Whether that is the downstream's fault, the guard's failure policy says. */
    public boolean failed(Throwable error) {
        if (error instanceof CancellationException) {
            return abandoned();
        }
        if (!end(Outcome.FAILED)) {
            return false;
        }
        Verdict verdict = Verdict.UNKNOWN;
        try {
            verdict = failures.judge(error);
        } finally { // a policy is users' code, and what it throws must not keep the permission
            switch (verdict) {
                case ANSWERED -> breaker.answered();
                case FAILED -> breaker.failed(error);
                case UNKNOWN -> breaker.released();
            }
        }
        return true;
    }

    /** Nobody waits for the call any more. */
    public boolean abandoned() {
        if (!end(Outcome.CANCELLED)) {
            return false;
        }
        breaker.released();
        return true;
    }

    private boolean end(Outcome outcome) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        outcome.note(event, downstream);
        return true;
    }
}
