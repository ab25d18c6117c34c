package dev.nostage.resilience;

import java.util.concurrent.atomic.AtomicLong;

/** How long the calls took that ended lately: how many, and their sum, in one word. */
final class Latencies {

    private static final int SUM_BITS = 40;
    private static final long SUM_MASK = (1L << SUM_BITS) - 1;
    private static final long NANOS_IN_MICRO = 1000;

    /** A longer one says no more, and ten thousand of them at once still fit. */
    private static final long LONGEST_MICROS = 60_000_000;

    private final AtomicLong packed = new AtomicLong();

    /** @param calls how many ended */
    record Window(long calls, long micros) {

        static final Window EMPTY = new Window(0, 0);

        double mean() {
            return (double) micros / calls;
        }

        Window and(Window later) {
            return new Window(calls + later.calls, micros + later.micros);
        }
    }

    void add(long nanos) {
        long micros = Math.min(LONGEST_MICROS, Math.max(1, nanos / NANOS_IN_MICRO));
        packed.getAndAdd((1L << SUM_BITS) + micros);
    }

    /** What came since the last call of this. */
    Window drain() {
        long window = packed.getAndSet(0);
        return window == 0 ? Window.EMPTY : new Window(window >>> SUM_BITS, window & SUM_MASK);
    }
}
