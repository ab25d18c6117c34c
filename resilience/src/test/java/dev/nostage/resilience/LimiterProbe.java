package dev.nostage.resilience;

import static dev.nostage.resilience.TrafficClass.LIVE;
import static dev.nostage.resilience.TrafficClass.NOT_LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A limiter, the time that it goes by, and what callers were told. */
abstract class LimiterProbe {

    static final long LONG = Duration.ofHours(1).toNanos();

    final FakeTicker ticker = new FakeTicker();
    final FakeTimer timer = new FakeTimer(ticker);
    final List<String> told = new ArrayList<>();

    final PriorityLimiter limiter(int max, int reserve) {
        return new PriorityLimiter("payments", options(max, reserve), ticker, timer);
    }

    static LimitOptions options(int max, int reserve) {
        return new LimitOptions(max, false, Duration.ofMillis(50), reserve);
    }

    /** A limiter whose ceiling has come up to its limit. */
    final PriorityLimiter grown(int max, int reserve) {
        PriorityLimiter limiter = limiter(max, reserve);
        while (limiter.snapshot().ceiling() < max) {
            step(limiter);
        }
        timer.advance(Duration.ofSeconds(2));
        return limiter;
    }

    /** Lets a step's time pass, and somebody come by whose call is over at once. */
    final void step(PriorityLimiter limiter) {
        timer.advance(Duration.ofMillis(100));
        if (limiter.tryAcquire(NOT_LIVE, ticker.getAsLong())) {
            limiter.giveBack(NOT_LIVE);
        }
    }

    final void answered(PriorityLimiter limiter, Duration latency, int calls) {
        for (int i = 0; i < calls; i++) {
            take(limiter, LIVE, 1);
            limiter.release(LIVE, latency.toNanos(), true, ticker.getAsLong());
        }
    }

    final void take(PriorityLimiter limiter, TrafficClass traffic, int calls) {
        for (int i = 0; i < calls; i++) {
            assertThat(limiter.tryAcquire(traffic, ticker.getAsLong()))
                    .as("call %s", i)
                    .isTrue();
        }
    }

    static void give(PriorityLimiter limiter, TrafficClass traffic, int calls) {
        for (int i = 0; i < calls; i++) {
            limiter.giveBack(traffic);
        }
    }

    final Waiting later(PriorityLimiter limiter, TrafficClass traffic, long mostNanos, String who) {
        return limiter.acquireLater(
                traffic, mostNanos, ticker.getAsLong(), () -> told.add(who + " granted"), refused(who));
    }

    final Consumer<DownstreamSaturatedException> refused(String who) {
        return refusal -> told.add(who + " refused");
    }
}
