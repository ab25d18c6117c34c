package dev.nostage.resilience;

import dev.nostage.event.WideEvent;
import dev.nostage.resilience.FailurePolicy.Verdict;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A call that a guard let through. Tell it how the call ended, or what it holds is never handed back; only the first
 * word counts, and whoever speaks is told whether it was theirs.
 */
public final class Passage {

    private static final AtomicIntegerFieldUpdater<Passage> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(Passage.class, "ended");

    private static final int RUNNING = 0;
    private static final int HELD_UP = 1;
    private static final int BEGUN = 2;
    private static final int TOLD = 3;
    private static final int OVER = 4;

    private final Entrance entrance;
    private final Lane lane;
    private final TenantCell cell;
    private final WideEvent event;
    private final long startedAt;

    /** Of the breaker, when it let this through. */
    private final int opening;

    @SuppressWarnings("unused") // the updater's
    private volatile int ended;

    /** Where it stood when it ended. Of whoever ends the call. */
    private int endedIn;

    /** What its first element says; seen by whoever sees that it has begun. */
    private Verdict first = Verdict.ANSWERED;

    /** Whether a fault on purpose was in it, which says nothing of how fast the downstream is. Of whoever makes the call. */
    private boolean struck;

    /** Whether it leads to a stub, which says as little. Of whoever makes the call. */
    private boolean stubbed;

    Passage(Entrance entrance, Lane lane, TenantCell cell, WideEvent event, long startedAt, int opening) {
        this.entrance = entrance;
        this.lane = lane;
        this.cell = cell;
        this.event = event;
        this.startedAt = startedAt;
        this.opening = opening;
    }

    /** The call returned. Whether what it returned is an answer, the guard's failure policy says. */
    public boolean returned(@Nullable Object result) {
        if (!end()) {
            return false;
        }
        Verdict verdict = Verdict.UNKNOWN;
        try { // a policy is users' code, and what it throws must not keep the permission
            verdict = entrance.failures().judgeAnswer(result);
        } finally {
            leave(verdict, verdict == Verdict.FAILED ? Outcome.FAILED : Outcome.OK);
        }
        return true;
    }

    /** The downstream answered, and there is nothing to judge but what it {@link #begun began} with. */
    public boolean succeeded() {
        if (!end()) {
            return false;
        }
        leave(first, first == Verdict.FAILED ? Outcome.FAILED : Outcome.OK);
        return true;
    }

    /**
     * The downstream has begun to answer, and the call goes on. That is all that a breaker on trial waits for: a stream that
     * never ends would keep others out.
     *
     * @param element what came, which the failure policy judges: with that the call ends too, if it ends well
     */
    public void begun(Object element) {
        first = entrance.failures().judgeAnswer(element);
        boolean onTrial = lane.breaker().isOnTrial();
        if (ENDED.compareAndSet(this, RUNNING, onTrial ? TOLD : BEGUN) && onTrial) {
            tell(first);
        }
    }

    /** The call threw. Whether that is the downstream's fault, the guard's failure policy says. */
    public boolean failed(Throwable error) {
        if (error instanceof CancellationException) {
            return abandoned();
        }
        if (!end()) {
            return false;
        }
        Verdict verdict = Verdict.UNKNOWN;
        try {
            verdict = entrance.failures().judge(error);
        } finally {
            leave(verdict, outcomeOf(error));
        }
        return true;
    }

    private static Outcome outcomeOf(Throwable error) {
        if (error instanceof DeadlineExceededException) {
            return Outcome.LATE;
        }
        return error instanceof DownstreamSaturatedException ? Outcome.SATURATED : Outcome.FAILED;
    }

    /** Nobody waits for the call any more. */
    public boolean abandoned() {
        if (!end()) {
            return false;
        }
        leave(Verdict.UNKNOWN, Outcome.CANCELLED);
        return true;
    }

    void strike() {
        struck = true;
    }

    void stub() {
        stubbed = true;
    }

    /** Somebody holds the call up before it is made. Until it {@link #goOn goes on} others have its slot. */
    void holdUp() {
        if (ENDED.compareAndSet(this, RUNNING, HELD_UP)) {
            entrance.stepAside(lane);
        }
    }

    /** @throws DownstreamSaturatedException if it was held up, and there is no slot now */
    void goOn() {
        if (ended == HELD_UP) {
            entrance.stepBackIn(lane);
            if (!ENDED.compareAndSet(this, HELD_UP, RUNNING)) {
                entrance.stepAside(lane); // it was given up meanwhile
            }
        }
    }

    private boolean end() {
        int before = ENDED.getAndSet(this, OVER);
        if (before == OVER) {
            return false;
        }
        endedIn = before;
        return true;
    }

    private void leave(Verdict verdict, Outcome outcome) {
        if (endedIn != TOLD) {
            tell(verdict);
        }
        boolean tells = verdict == Verdict.ANSWERED && !struck && !stubbed;
        long took = entrance.leave(lane, cell, startedAt, endedIn != HELD_UP, tells);
        lane.tally().count(stubbed && outcome == Outcome.OK ? Outcome.STUBBED : outcome, took, event);
    }

    private void tell(Verdict verdict) {
        if (!lane.breaker().isOfNow(opening)) {
            return;
        }
        switch (verdict) {
            case ANSWERED -> lane.breaker().answered();
            case FAILED -> lane.breaker().failed();
            case UNKNOWN -> lane.breaker().released();
        }
    }
}
