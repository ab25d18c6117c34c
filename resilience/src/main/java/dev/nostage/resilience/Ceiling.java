package dev.nostage.resilience;

import dev.nostage.resilience.Latencies.Window;

/**
 * How many calls that are not live may be in flight: as many as live ones do not suffer from. It falls by a fifth when
 * live calls are refused or take over one and a half times what they usually take, and else grows by a tenth.
 *
 * <p>What live calls usually take is learnt fast downwards, and upwards only while nearly no other call is in flight:
 * a baseline that also rose under a flood would take the flood for normal, and then the next one on top of it. It needs
 * no more than that to forget: if not the flood is why calls are slow, the ceiling is down in two seconds, and the baseline
 * follows within another.
 */
final class Ceiling {

    private static final double FALL = 0.8;
    private static final double RISE = 0.1;
    private static final double LATE = 1.5;

    /** So late that a single call is enough to say so. */
    private static final double VERY_LATE = 2;

    /** Below this the machine's own hiccups are what is measured. */
    private static final double TOLERATED_MICROS = 1000;

    /** Fewer are kept for the next step, since one odd call would speak for all; but not for long. */
    private static final int ENOUGH_CALLS = 8;

    private static final int MOST_STEPS = 5;

    private static final double LEARNT_DOWN = 1.0 / 2;
    private static final double LEARNT_UP = 1.0 / 8;

    // The rest is touched by one thread at a time.
    private volatile int value;
    private volatile boolean falling;
    private double usual;
    private Window kept = Window.EMPTY;
    private int steps;

    /** Begins low, so that what live calls take is known before the others are many. */
    Ceiling(int max) {
        this.value = Math.max(1, LimitOptions.reserveOf(max));
    }

    int get() {
        return value;
    }

    /** Whether live calls suffered when it was last looked. */
    boolean isFalling() {
        return falling;
    }

    /**
     * @param live what live calls took since the last step
     * @param refused whether one was refused since
     * @param notLive how many others are in flight
     */
    void step(Window live, boolean refused, int notLive, int limit) {
        kept = kept.and(live);
        if (kept.calls() == 0) {
            move(!refused, limit);
            return;
        }
        double mean = kept.mean();
        boolean enough = kept.calls() >= ENOUGH_CALLS || ++steps >= MOST_STEPS;
        boolean late = isLate(mean, enough ? LATE : VERY_LATE);
        if (enough || late) {
            learn(mean, Math.min(value, notLive) <= 1);
            kept = Window.EMPTY;
            steps = 0;
            move(!late && !refused, limit);
        } else if (refused) {
            move(false, limit);
        }
    }

    private boolean isLate(double mean, double factor) {
        return usual > 0 && mean > Math.max(usual * factor, usual + TOLERATED_MICROS);
    }

    private void learn(double mean, boolean alone) {
        if (usual == 0) {
            usual = mean;
        } else if (mean < usual) {
            usual += (mean - usual) * LEARNT_DOWN;
        } else if (alone) {
            usual += (mean - usual) * LEARNT_UP;
        }
    }

    private void move(boolean up, int limit) {
        falling = !up;
        int now = value;
        int next = up ? now + Math.max(1, (int) (now * RISE)) : (int) (now * FALL);
        value = Math.max(1, Math.min(limit, next));
    }
}
