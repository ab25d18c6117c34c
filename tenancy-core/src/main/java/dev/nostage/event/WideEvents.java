package dev.nostage.event;

import java.time.Clock;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Opens a request's event and closes it. */
public final class WideEvents {

    private final WideEventSink sink;
    private final Clock clock;
    private final LongSupplier ticker;

    /**
     * @param clock real time; it must not be one that a request can shift
     * @param ticker nanoseconds since any moment, such as {@code System::nanoTime}
     */
    public WideEvents(WideEventSink sink, Clock clock, LongSupplier ticker) {
        this.sink = sink;
        this.clock = clock;
        this.ticker = ticker;
    }

    public WideEvent open() {
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return new WideEvent(id, ticker.getAsLong())
                .note("time", clock.instant())
                .note("request_id", id);
    }

    /** Notes how long the request took, in milliseconds, and emits its event. */
    public void close(WideEvent event) {
        long nanos = ticker.getAsLong() - event.openedAt();
        event.note("duration_ms", TimeUnit.NANOSECONDS.toMicros(nanos) / 1e3).close(sink);
    }
}
