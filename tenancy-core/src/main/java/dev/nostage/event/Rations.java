package dev.nostage.event;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * How many lines a minute a log has room for, of each kind: who floods it with one kind neither fills it nor hides another.
 */
public final class Rations {

    /** Lines a minute of one kind. */
    public static final int MOST = 10;

    /** There is a handful of kinds. Were one made of what somebody sent, the rest would share one ration. */
    private static final int KINDS = 32;

    private static final String REST = "other";

    private final ConcurrentMap<String, Ration> rations = new ConcurrentHashMap<>();
    private final LongSupplier ticker;

    /** @param ticker nanoseconds since any moment, such as {@code System::nanoTime}; no request can shift it */
    public Rations(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /**
     * @param what the kind, a constant
     * @return empty if there were too many of its kind
     */
    public Optional<Line> draw(String what) {
        String kind = rations.containsKey(what) || rations.size() < KINDS ? what : REST;
        var suppressed = rations.computeIfAbsent(kind, first -> new Ration(MOST, Duration.ofMinutes(1), ticker))
                .draw();
        return suppressed.isEmpty() ? Optional.empty() : Optional.of(new Line(kind, suppressed.getAsLong()));
    }

    /**
     * A line that may be written.
     *
     * @param kind the kind in whose ration it was
     * @param suppressed how many of this kind were not written since the last that was
     */
    public record Line(String kind, long suppressed) {}
}
