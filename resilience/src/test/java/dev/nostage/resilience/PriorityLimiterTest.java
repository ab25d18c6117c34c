package dev.nostage.resilience;

import static dev.nostage.resilience.TrafficClass.LIVE;
import static dev.nostage.resilience.TrafficClass.NOT_LIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.resilience.PriorityLimiter.Snapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many are let in, of whom. */
final class PriorityLimiterTest extends LimiterProbe {

    @Test
    void letsNoMoreCallsInThanTheLimit() {
        PriorityLimiter limiter = limiter(3, 0);
        take(limiter, LIVE, 3);

        assertThat(limiter.tryAcquire(LIVE, ticker.getAsLong())).isFalse();
        limiter.release(LIVE, 1, true, ticker.getAsLong());
        assertThat(limiter.tryAcquire(LIVE, ticker.getAsLong())).isTrue();
        assertThat(limiter.snapshot()).isEqualTo(new Snapshot(3, 0, 0, 3, 1));
    }

    @Test
    void aRefusalSaysWhatAndHowMany() {
        PriorityLimiter limiter = limiter(1, 0);
        take(limiter, LIVE, 1);

        assertThatThrownBy(() -> limiter.acquire(LIVE, 0, ticker.getAsLong()))
                .isInstanceOfSatisfying(DownstreamSaturatedException.class, refusal -> {
                    assertThat(refusal)
                            .hasMessage("Downstream \"payments\" is saturated: 1 of at most 1 calls are in flight, and"
                                    + " none ended while this one could wait; raise its limit if it can bear more");
                    assertThat(refusal.inFlight()).isEqualTo(1);
                    assertThat(refusal.limit()).isEqualTo(1);
                    assertThat(refusal.problem().name()).isEqualTo("downstream-saturated");
                    assertThat(refusal.problem().status()).isEqualTo(503);
                    assertThat(refusal.problem().retryAfterSeconds()).contains("1");
                });
    }

    @Test
    void callsThatAreNotLiveLeaveTheReserveFreeAndNeverWait() {
        PriorityLimiter limiter = grown(20, 4);
        take(limiter, NOT_LIVE, 16);

        later(limiter, NOT_LIVE, LONG, "test");
        assertThat(told).containsExactly("test refused");
        assertThatThrownBy(() -> limiter.acquire(NOT_LIVE, LONG, ticker.getAsLong()))
                .hasMessageContaining("no room for calls that are not live: 16 of them are in flight, now at most 16");
        take(limiter, LIVE, 4);
    }

    @Test
    void callsThatAreNotLiveLeaveFreeWhatLiveOnesNeededWithinTheLastSecond() {
        PriorityLimiter limiter = grown(20, 4);
        take(limiter, LIVE, 9);
        give(limiter, LIVE, 9);

        take(limiter, NOT_LIVE, 11);
        assertThat(limiter.tryAcquire(NOT_LIVE, ticker.getAsLong())).isFalse();

        timer.advance(Duration.ofMillis(500));
        assertThat(limiter.tryAcquire(NOT_LIVE, ticker.getAsLong())).isFalse();
        timer.advance(Duration.ofSeconds(1));
        take(limiter, NOT_LIVE, 5);
        assertThat(limiter.tryAcquire(NOT_LIVE, ticker.getAsLong())).isFalse();
    }

    @Test
    void aLiveCallThatLastsIsExpectedToGoOn() {
        PriorityLimiter limiter = grown(10, 0);
        take(limiter, LIVE, 5);
        for (int i = 0; i < 5; i++) {
            timer.advance(Duration.ofSeconds(1));
            step(limiter);
        }
        give(limiter, LIVE, 5);

        take(limiter, NOT_LIVE, 5);
        assertThat(limiter.tryAcquire(NOT_LIVE, ticker.getAsLong())).isFalse();
    }

    @Test
    void aLimitOfOneStillServesCallsThatAreNotLiveWhileNoneIsLive() {
        PriorityLimiter limiter = limiter(1, 0);

        take(limiter, NOT_LIVE, 1);
        assertThat(limiter.tryAcquire(LIVE, ticker.getAsLong())).isFalse();
        give(limiter, NOT_LIVE, 1);
        take(limiter, LIVE, 1);
        give(limiter, LIVE, 1);
        assertThat(limiter.tryAcquire(NOT_LIVE, ticker.getAsLong())).isFalse();
    }

    @Test
    void aSlotCannotBeHandedBackTwice() {
        PriorityLimiter limiter = limiter(2, 0);
        take(limiter, NOT_LIVE, 1);
        give(limiter, NOT_LIVE, 1);

        assertThatThrownBy(() -> limiter.giveBack(NOT_LIVE)).hasMessageContaining("handed back twice");
        assertThatThrownBy(() -> limiter.giveBack(LIVE)).hasMessageContaining("\"payments\"");
    }

    @Test
    void theCeilingFallsWhenLiveCallsAreRefusedAndGrowsAgain() {
        PriorityLimiter limiter = grown(20, 4);
        take(limiter, LIVE, 20);
        assertThatThrownBy(() -> limiter.acquire(LIVE, 0, ticker.getAsLong()))
                .isInstanceOf(DownstreamSaturatedException.class);
        give(limiter, LIVE, 20);

        step(limiter);
        assertThat(limiter.snapshot().ceiling()).isEqualTo(16);
        step(limiter);
        assertThat(limiter.snapshot().ceiling()).isEqualTo(17);
    }

    @Test
    void theCeilingFallsWhenLiveCallsBecomeSlow() {
        PriorityLimiter limiter = grown(20, 4);
        answered(limiter, Duration.ofMillis(20), 10);
        step(limiter);
        assertThat(limiter.snapshot().ceiling()).isEqualTo(20);

        answered(limiter, Duration.ofMillis(31), 10);
        step(limiter);
        assertThat(limiter.snapshot().ceiling()).isEqualTo(16);
    }

    @Test
    void callsThatSayNothingAreNotTakenForFastOnes() {
        PriorityLimiter limiter = grown(20, 4);
        answered(limiter, Duration.ofMillis(20), 10);
        step(limiter);
        for (int i = 0; i < 100; i++) {
            take(limiter, LIVE, 1);
            limiter.release(LIVE, 1, false, ticker.getAsLong());
        }
        step(limiter);
        answered(limiter, Duration.ofMillis(20), 10);
        step(limiter);

        assertThat(limiter.snapshot().ceiling()).isEqualTo(20);
    }

    @Test
    void aLimitThatIsLearntFallsWithLatencyAndHandsSlotsOverWhenItGrows() {
        PriorityLimiter limiter =
                new PriorityLimiter("payments", new LimitOptions(100, true, Duration.ofSeconds(10), 0), ticker, timer);
        assertThat(limiter.snapshot().limit()).isEqualTo(20);
        take(limiter, LIVE, 20);
        for (int i = 0; i < 2; i++) {
            limiter.release(LIVE, Duration.ofMillis(20).toNanos(), true, ticker.getAsLong());
            take(limiter, LIVE, 1);
            if (i == 1) {
                later(limiter, LIVE, LONG, "waits");
            }
            assertThat(limiter.snapshot().limit()).isEqualTo(20);
            timer.advance(Duration.ofMillis(100));
            limiter.tryAcquire(NOT_LIVE, ticker.getAsLong());
        }
        assertThat(limiter.snapshot().limit()).isEqualTo(21);
        assertThat(told).containsExactly("waits granted");

        for (int i = 0; i < 50; i++) {
            timer.advance(Duration.ofMillis(100));
            limiter.release(LIVE, Duration.ofMillis(200).toNanos(), true, ticker.getAsLong());
            limiter.tryAcquire(LIVE, ticker.getAsLong());
        }
        assertThat(limiter.snapshot().limit()).isBetween(1, 12);
    }
}
