package dev.nostage.event;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a request's event and closes it. */
public final class WideEvents {

    private static final Logger LOG = LoggerFactory.getLogger(WideEvents.class);

    private final List<WideEventSink> sinks;
    private final Clock clock;
    private final LongSupplier ticker;
    private final Ration complaints;

    /**
     * @param clock real time; it must not be one that a request can shift
     * @param ticker nanoseconds since any moment, such as {@code System::nanoTime}
     */
    public WideEvents(WideEventSink sink, Clock clock, LongSupplier ticker) {
        this(List.of(sink), clock, ticker);
    }

    private WideEvents(List<WideEventSink> sinks, Clock clock, LongSupplier ticker) {
        this.sinks = sinks;
        this.clock = clock;
        this.ticker = ticker;
        this.complaints = new Ration(1, Duration.ofMinutes(1), ticker);
    }

    /** The same, which emits to a further sink too. */
    public WideEvents and(WideEventSink further) {
        List<WideEventSink> all = new ArrayList<>(sinks);
        all.add(further);
        return new WideEvents(List.copyOf(all), clock, ticker);
    }

    public WideEvent open() {
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return new WideEvent(id, ticker.getAsLong())
                .note("time", clock.instant())
                .note("request_id", id);
    }

    /** Closes the event of a request that was answered. */
    public void close(WideEvent event) {
        close(event, Outcome.ANSWERED);
    }

    /**
     * Notes how the request ended and how long it took, in milliseconds, and emits its event; only the first time, however
     * many threads see an end.
     */
    public void close(WideEvent event, Outcome outcome) {
        long nanos = ticker.getAsLong() - event.openedAt();
        if (event.close(outcome.wireName(), TimeUnit.NANOSECONDS.toMicros(nanos) / 1e3)) {
            for (int i = 0; i < sinks.size(); i++) { // no iterator: there is one event a request
                emit(sinks.get(i), event);
            }
        }
    }

    private void emit(WideEventSink sink, WideEvent event) {
        try {
            sink.emit(event);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            complaints
                    .draw()
                    .ifPresent(before -> LOG.error(
                            "{} lost the event of request {}, and {} before it",
                            sink.getClass().getName(),
                            event.id(),
                            before,
                            e));
        }
    }
}
