package dev.nostage.resilience;

/** How the calls of one downstream are packed into a {@code long}: live, not live, and waiting for a slot. */
final class InFlight {

    static final long ONE_WAITING = 1L << 40;

    private static final int BITS = 20;
    private static final long MASK = (1L << BITS) - 1;

    private InFlight() {}

    static long one(TrafficClass traffic) {
        return switch (traffic) {
            case LIVE -> 1;
            case NOT_LIVE -> 1L << BITS;
        };
    }

    static int of(TrafficClass traffic, long packed) {
        return switch (traffic) {
            case LIVE -> live(packed);
            case NOT_LIVE -> notLive(packed);
        };
    }

    static int live(long packed) {
        return (int) (packed & MASK);
    }

    static int notLive(long packed) {
        return (int) ((packed >>> BITS) & MASK);
    }

    static int total(long packed) {
        return live(packed) + notLive(packed);
    }

    static int waiting(long packed) {
        return (int) (packed >>> (2 * BITS));
    }
}
