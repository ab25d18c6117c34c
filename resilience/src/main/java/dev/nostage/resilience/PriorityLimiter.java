package dev.nostage.resilience;

import static dev.nostage.resilience.InFlight.ONE_WAITING;
import static dev.nostage.resilience.InFlight.live;
import static dev.nostage.resilience.InFlight.notLive;
import static dev.nostage.resilience.InFlight.total;
import static dev.nostage.resilience.InFlight.waiting;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many calls of one downstream be in flight at a time, live ones first. Each slot that is taken must be handed back
 * once.
 *
 * <p>Live calls take any slot and may wait for one, in the order they came. The others never wait, leave free what
 * live calls needed within the last second, and stay below a ceiling that falls when live calls suffer. Whoever waits is
 * counted in the same word as what is in flight; so no slot is free while one waits, and nobody overtakes.
 */
final class PriorityLimiter {

    private final String downstream;
    private final LimitOptions options;
    private final LongSupplier ticker;
    private final Timer timer;

    private final AtomicLong inFlight = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();

    /** Those who wait, the first first; under the lock, as is every change of how many wait. */
    private final Set<Waiter> line = new LinkedHashSet<>();

    private final Allowance allowance;

    PriorityLimiter(String downstream, LimitOptions options, LongSupplier ticker, Timer timer) {
        this.downstream = downstream;
        this.options = options;
        this.ticker = ticker;
        this.timer = timer;
        this.allowance = new Allowance(options, ticker.getAsLong());
    }

    /**
     * What is going on, in one moment.
     *
     * @param ceiling how many of {@code limit} those that are not live may have at the most
     */
    record Snapshot(int live, int notLive, int waiting, int limit, int ceiling) {}

    Snapshot snapshot() {
        long now = inFlight.get();
        return new Snapshot(live(now), notLive(now), waiting(now), allowance.limit(), allowance.ceiling());
    }

    /** Whether live calls wait, or suffer. */
    boolean isUnderPressure() {
        return waiting(inFlight.get()) > 0 || allowance.isFalling();
    }

    /**
     * Takes a slot if one is free for this class of traffic; waits for none.
     *
     * @param now the ticker's reading, here and below
     */
    boolean tryAcquire(TrafficClass traffic, long now) {
        step(now);
        return tryTake(traffic);
    }

    /**
     * Takes a slot. For a live call this thread waits for one, but no longer than the options say.
     *
     * @param mostNanos how long to wait at the most
     * @return the ticker's reading when it was taken
     * @throws DownstreamSaturatedException if none is free in time, or this thread is interrupted, and its flag stays set
     */
    long acquire(TrafficClass traffic, long mostNanos, long now) {
        if (tryAcquire(traffic, now)) {
            return now;
        }
        long wait = longestWait(traffic, mostNanos);
        if (wait <= 0) {
            throw refuse(traffic);
        }
        long until = now + wait;
        Waiter.OfThread waiter = new Waiter.OfThread();
        joinLine(waiter);
        while (!waiter.isGranted()) {
            long left = until - ticker.getAsLong();
            boolean interrupted = Thread.currentThread().isInterrupted();
            if (!interrupted && left > 0) {
                LockSupport.parkNanos(this, left);
            } else if (leaveLine(waiter)) {
                throw interrupted ? saturated(traffic) : refuse(traffic);
            } else {
                break; // who took it out of the line has granted it
            }
        }
        return ticker.getAsLong();
    }

    /**
     * As {@link #acquire}, without holding a thread: runs one of both, at once or later.
     *
     * @param granted starts the call, which then holds a slot; it must not block, and runs in the thread that made room
     * @param refused must not block either, and runs in the timer's thread if the wait was in vain
     */
    Waiting acquireLater(
            TrafficClass traffic,
            long mostNanos,
            long now,
            Runnable granted,
            Consumer<DownstreamSaturatedException> refused) {
        if (tryAcquire(traffic, now)) {
            granted.run();
            return () -> false;
        }
        long wait = longestWait(traffic, mostNanos);
        if (wait <= 0) {
            refused.accept(refuse(traffic));
            return () -> false;
        }
        WaitingCall waiter = new WaitingCall(this, granted, refused);
        joinLine(waiter);
        try {
            waiter.timesOut(timer.after(wait, waiter::expire));
        } catch (RuntimeException e) {
            // A timer that is closed. If the call was granted its slot by now, it needs none.
            if (waiter.giveUp()) {
                throw e;
            }
        }
        return waiter;
    }

    /**
     * Hands a slot back.
     *
     * @param latencyNanos how long the call took
     * @param counts whether that says how the downstream is: not if the call was cancelled, or failed before it was answered
     */
    void release(TrafficClass traffic, long latencyNanos, boolean counts, long now) {
        if (counts) {
            allowance.answered(traffic, latencyNanos);
        }
        giveBack(traffic);
        step(now);
    }

    /** Hands back the slot of a call that was not made. */
    void giveBack(TrafficClass traffic) {
        long now = inFlight.get();
        while (true) {
            if (InFlight.of(traffic, now) == 0) {
                throw new IllegalStateException(
                        "A slot of downstream \"" + downstream + "\" was handed back twice, or never taken");
            }
            if (inFlight.compareAndSet(now, now - InFlight.one(traffic))) {
                break;
            }
            now = inFlight.get();
        }
        // The counts of before: who joins the line later looks for a free slot itself.
        if (waiting(now) > 0) {
            handOver();
        }
    }

    /** @return whether it was still in line; else it is out already, by whoever decides what becomes of it */
    boolean leaveLine(Waiter waiter) {
        lock.lock();
        try {
            if (!line.remove(waiter)) {
                return false;
            }
            inFlight.getAndAdd(-ONE_WAITING);
            waiter.dismiss();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** What to tell a call that gets no slot; a live one is remembered. */
    DownstreamSaturatedException refuse(TrafficClass traffic) {
        if (traffic == TrafficClass.LIVE) {
            allowance.liveRefused();
            step(ticker.getAsLong());
        }
        return saturated(traffic);
    }

    private DownstreamSaturatedException saturated(TrafficClass traffic) {
        long now = inFlight.get();
        int limit = allowance.limit();
        return switch (traffic) {
            case LIVE -> DownstreamSaturatedException.forLive(downstream, total(now), limit);
            case NOT_LIVE ->
                DownstreamSaturatedException.forNotLive(downstream, total(now), limit, notLive(now), allowance.room());
        };
    }

    private boolean tryTake(TrafficClass traffic) {
        while (true) {
            long now = inFlight.get();
            if (waiting(now) > 0
                    || total(now) >= allowance.limit()
                    || (traffic == TrafficClass.NOT_LIVE && notLive(now) >= allowance.room())) {
                return false;
            }
            if (inFlight.compareAndSet(now, now + InFlight.one(traffic))) {
                if (traffic == TrafficClass.LIVE) {
                    allowance.liveEntered(live(now) + 1);
                }
                return true;
            }
        }
    }

    private long longestWait(TrafficClass traffic, long mostNanos) {
        return traffic == TrafficClass.LIVE
                ? Math.min(mostNanos, options.maxWait().toNanos())
                : 0;
    }

    private void joinLine(Waiter waiter) {
        lock.lock();
        try {
            line.add(waiter);
            inFlight.getAndAdd(ONE_WAITING);
        } finally {
            lock.unlock();
        }
        // A slot may have come free, or the limit have grown, before anybody could see that one waits.
        handOver();
    }

    private void handOver() {
        for (Waiter next = takeForFirst(); next != null; next = takeForFirst()) {
            next.grant();
        }
    }

    /** Takes a slot for the first in line, who is in it no more. */
    private @Nullable Waiter takeForFirst() {
        lock.lock();
        try {
            while (true) {
                long now = inFlight.get();
                if (waiting(now) == 0 || total(now) >= allowance.limit()) {
                    return null;
                }
                if (inFlight.compareAndSet(now, now - ONE_WAITING + InFlight.one(TrafficClass.LIVE))) {
                    allowance.liveEntered(live(now) + 1);
                    Iterator<Waiter> first = line.iterator();
                    Waiter waiter = first.next();
                    first.remove();
                    return waiter;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void step(long now) {
        if (allowance.step(now, inFlight.get())) {
            handOver(); // the limit may have grown
        }
    }
}
