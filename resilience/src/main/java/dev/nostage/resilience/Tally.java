package dev.nostage.resilience;

import dev.nostage.event.WideEvent;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts what became of the calls of one downstream and class of traffic, and tells the request of each. */
final class Tally {

    private final String outcomeKey;
    private final String callsKey;
    private final String timeKey;
    private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);
    private final LongAdder made = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder injected = new LongAdder();
    private final LongAdder fallbacks = new LongAdder();

    Tally(String downstream) {
        this.outcomeKey = "downstream." + downstream;
        this.callsKey = outcomeKey + ".calls";
        this.timeKey = outcomeKey + ".ms";
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    /** A call that was not made. */
    void count(Outcome outcome, WideEvent event) {
        Objects.requireNonNull(counts.get(outcome)).increment();
        event.note(outcomeKey, outcome.toString());
    }

    /** A call that was made. */
    void count(Outcome outcome, long tookNanos, WideEvent event) {
        made.increment();
        nanos.add(tookNanos);
        event.noteAll(notes -> {
            count(outcome, notes);
            notes.merge(callsKey, 1L, Tally::plus);
            notes.merge(timeKey, millis(tookNanos), Tally::plus);
        });
    }

    /** What somebody else has noted by this name is no sum of ours. */
    private static Object plus(Object before, Object more) {
        if (before instanceof Long calls && more instanceof Long one) {
            return calls + one;
        }
        return before instanceof Double time && more instanceof Double longer ? (Object) (time + longer) : more;
    }

    void countInjected() {
        injected.increment();
    }

    void countFallback(WideEvent event) {
        fallbacks.increment();
        event.note(outcomeKey + ".fallback", true);
    }

    Map<Outcome, Long> counts() {
        Map<Outcome, Long> all = new EnumMap<>(Outcome.class);
        counts.forEach((outcome, count) -> all.put(outcome, count.sum()));
        return all;
    }

    /** How many calls were made, whatever became of them. */
    long made() {
        return made.sum();
    }

    /** Of the calls that were made. */
    double totalMillis() {
        return millis(nanos.sum());
    }

    long injected() {
        return injected.sum();
    }

    long fallbacks() {
        return fallbacks.sum();
    }

    private static double millis(long nanos) {
        return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
