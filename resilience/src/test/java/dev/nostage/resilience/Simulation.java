package dev.nostage.resilience;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/** Time that jumps from one event to the next: what takes minutes takes none, and happens the same each time. */
final class Simulation implements LongSupplier, Timer {

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private long now;
    private long scheduled;

    /** @param number of two at one time the first goes first */
    private record Event(long at, long number, Runnable work) {}

    @Override
    public long getAsLong() {
        return now;
    }

    @Override
    public Runnable after(long nanos, Runnable work) {
        Event event = new Event(now + nanos, scheduled++, work);
        events.add(event);
        return () -> events.remove(event);
    }

    void run(Duration howLong) {
        long end = now + howLong.toNanos();
        while (!events.isEmpty() && events.peek().at() <= end) {
            Event next = events.remove();
            now = next.at();
            next.work().run();
        }
        now = end;
    }
}
