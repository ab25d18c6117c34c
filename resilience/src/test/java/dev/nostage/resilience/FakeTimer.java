package dev.nostage.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A timer that fires in whoever moves its ticker by it. */
public final class FakeTimer implements Timer {

    private final FakeTicker ticker;
    private final List<Task> tasks = new ArrayList<>();
    private long made;

    public FakeTimer(FakeTicker ticker) {
        this.ticker = ticker;
    }

    private record Task(long at, long number, Runnable work) {}

    @Override
    public synchronized Runnable after(long nanos, Runnable work) {
        Task task = new Task(ticker.getAsLong() + nanos, made++, work);
        tasks.add(task);
        return () -> cancel(task);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    /** How many times were set, ever. */
    public synchronized long made() {
        return made;
    }

    public synchronized int pending() {
        return tasks.size();
    }

    /** Moves the ticker, and does what is due on the way, each at its time. */
    public void advance(Duration by) {
        long until = ticker.getAsLong() + by.toNanos();
        for (Optional<Task> next = takeDue(until); next.isPresent(); next = takeDue(until)) {
            ticker.advance(Duration.ofNanos(Math.max(0, next.get().at() - ticker.getAsLong())));
            next.get().work().run();
        }
        ticker.advance(Duration.ofNanos(Math.max(0, until - ticker.getAsLong())));
    }

    private synchronized Optional<Task> takeDue(long until) {
        Optional<Task> next =
                tasks.stream().filter(task -> task.at() - until <= 0).min(Comparator.comparingLong(Task::at));
        next.ifPresent(tasks::remove);
        return next;
    }
}
