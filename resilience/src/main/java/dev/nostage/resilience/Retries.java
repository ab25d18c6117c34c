package dev.nostage.resilience;

import dev.nostage.resilience.FailurePolicy.Verdict;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/** Decides whether a failed call of one class of traffic is tried again, and when. */
final class Retries {

    /** In the place of a wait: no other try. */
    static final long NONE = -1;

    private final RetryOptions options;
    private final RetryBudget budget;
    private final DoubleSupplier chance;
    private final LongAdder made = new LongAdder();

    /** @param chance evenly spread over 0 to 1 */
    Retries(RetryOptions options, DoubleSupplier chance) {
        this.options = options;
        this.budget = new RetryBudget(options.budget());
        this.chance = chance;
    }

    /** A call is made for the first time. */
    void called() {
        budget.called();
    }

    /**
     * How many nanoseconds to wait before another try, or {@link #NONE}. The wait is any time up to a bound that doubles:
     * "full jitter" of Marc Brooker, Exponential Backoff and Jitter, 2015.
     *
     * @param tries how many were made
     * @param remaining nanoseconds until the deadline; a try that could only begin after it is none
     */
    long waitAfter(int tries, Verdict verdict, long remaining) {
        if (verdict != Verdict.FAILED || tries >= options.tries()) {
            return NONE;
        }
        long wait = (long) (chance.getAsDouble() * (options.backoff().toNanos() << (tries - 1)));
        if (wait >= remaining || !budget.spend()) {
            return NONE;
        }
        made.increment();
        return wait;
    }

    /** How many tries again were granted since the start. */
    long made() {
        return made.sum();
    }

    RetryBudget budget() {
        return budget;
    }
}
