package dev.nostage.resilience;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call in the line that holds no thread. */
final class WaitingCall extends Waiter implements Waiting {

    /** Calls that were granted by one of which this thread is still running the start. */
    private static final ThreadLocal<@Nullable Deque<WaitingCall>> STARTING = new ThreadLocal<>();

    private final PriorityLimiter limiter;
    private final Runnable granted;
    private final Consumer<DownstreamSaturatedException> refused;

    /** Whether it was decided what becomes of it: who sets it decides. */
    private final AtomicBoolean decided = new AtomicBoolean();

    private volatile @Nullable Runnable timeout;

    WaitingCall(PriorityLimiter limiter, Runnable granted, Consumer<DownstreamSaturatedException> refused) {
        this.limiter = limiter;
        this.granted = granted;
        this.refused = refused;
    }

    /** @param cancel calls its timeout off, once it is not needed */
    void timesOut(Runnable cancel) {
        timeout = cancel;
        if (decided.get()) {
            cancel.run();
        }
    }

    /** The time is over, unless it was granted a slot before. */
    void expire() {
        if (limiter.leaveLine(this)) {
            Uncaught.run(() -> refused.accept(limiter.refuse(TrafficClass.LIVE)));
        }
    }

    @Override
    public boolean giveUp() {
        if (limiter.leaveLine(this)) {
            return true;
        }
        // Out of the line, and not begun: it holds a slot.
        if (decide()) {
            limiter.giveBack(TrafficClass.LIVE);
            return true;
        }
        return false;
    }

    @Override
    void dismiss() {
        decide();
    }

    /**
     * A call that ends as soon as it starts grants the next: those are started one after the other by the first, or a long
     * line would overflow the stack.
     */
    @Override
    void grant() {
        Deque<WaitingCall> others = STARTING.get();
        if (others != null) {
            others.add(this);
            return;
        }
        Deque<WaitingCall> line = new ArrayDeque<>();
        STARTING.set(line);
        try {
            start();
            for (WaitingCall next = line.poll(); next != null; next = line.poll()) {
                next.start();
            }
        } finally {
            STARTING.remove();
        }
    }

    private void start() {
        if (decide()) {
            Uncaught.run(granted); // whoever made room has nothing to do with it
        }
    }

    private boolean decide() {
        if (!decided.compareAndSet(false, true)) {
            return false;
        }
        Runnable cancel = timeout;
        if (cancel != null) {
            cancel.run();
        }
        return true;
    }
}
