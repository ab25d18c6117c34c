package dev.nostage.resilience;

import dev.nostage.resilience.Latencies.Window;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many calls of a downstream may be in flight, by what was seen of it lately. */
final class Allowance {

    private static final long STEP = 100_000_000;

    private final LimitOptions options;
    private final Latencies liveLatencies = new Latencies();
    private final Latencies otherLatencies = new Latencies();
    private final RecentPeak livePeak;
    private final Ceiling ceiling;
    private final LearntLimit learnt;
    private final AtomicBoolean stepping = new AtomicBoolean();
    private volatile int limit;
    private volatile long steppedAt;
    private volatile boolean liveRefused;

    Allowance(LimitOptions options, long now) {
        this.options = options;
        this.steppedAt = now;
        this.livePeak = new RecentPeak(now);
        this.ceiling = new Ceiling(options.max());
        this.learnt = new LearntLimit(options.max());
        this.limit = options.learnt() ? learnt.get() : options.max();
    }

    /** Of all calls. */
    int limit() {
        return limit;
    }

    /** Of those that are not live, where live ones need no more. */
    int ceiling() {
        return ceiling.get();
    }

    /** Whether live calls suffer. */
    boolean isFalling() {
        return ceiling.isFalling();
    }

    /** Of those that are not live now, so that live ones find as many slots as they lately needed. */
    int room() {
        int most = limit;
        int reserve = (int) ((long) options.reserve() * most / options.max());
        return Math.min(ceiling.get(), most - Math.max(reserve, livePeak.get()));
    }

    void answered(TrafficClass traffic, long latencyNanos) {
        switch (traffic) {
            case LIVE -> liveLatencies.add(latencyNanos);
            case NOT_LIVE -> otherLatencies.add(latencyNanos);
        }
    }

    /** @param inFlight how many live calls there are, with the one that was just let in */
    void liveEntered(int inFlight) {
        livePeak.saw(inFlight);
    }

    void liveRefused() {
        liveRefused = true;
    }

    /**
     * Adapts, ten times a second at the most, by whoever comes first.
     *
     * @param inFlight as {@link InFlight} packs it
     * @return whether it did
     */
    boolean step(long now, long inFlight) {
        if (now - steppedAt < STEP || !stepping.compareAndSet(false, true)) {
            return false;
        }
        try {
            if (now - steppedAt < STEP) {
                return false;
            }
            steppedAt = now;
            adapt(now, inFlight);
            return true;
        } finally {
            stepping.set(false);
        }
    }

    private void adapt(long now, long inFlight) {
        boolean refused = liveRefused;
        liveRefused = false;
        Window live = liveLatencies.drain();
        Window others = otherLatencies.drain();
        livePeak.turn(now, InFlight.live(inFlight));
        if (options.learnt()) {
            learnt.step(live.calls() > 0 ? live : others, InFlight.total(inFlight));
            limit = learnt.get();
        }
        ceiling.step(live, refused, InFlight.notLive(inFlight), limit);
    }
}
