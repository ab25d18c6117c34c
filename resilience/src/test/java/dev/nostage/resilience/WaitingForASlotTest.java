package dev.nostage.resilience;

import static dev.nostage.resilience.TrafficClass.LIVE;
import static dev.nostage.resilience.TrafficClass.NOT_LIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.resilience.PriorityLimiter.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who finds no slot, and may wait for one. */
final class WaitingForASlotTest extends LimiterProbe {

    @Test
    void aCallThatWaitsHoldsNoThreadAndGetsTheSlotThatComesFree() {
        PriorityLimiter limiter = limiter(1, 0);
        take(limiter, LIVE, 1);
        later(limiter, LIVE, LONG, "a");
        assertThat(told).isEmpty();
        assertThat(limiter.snapshot().waiting()).isEqualTo(1);

        limiter.release(LIVE, 1, true, ticker.getAsLong());

        assertThat(told).containsExactly("a granted");
        assertThat(limiter.snapshot()).isEqualTo(new Snapshot(1, 0, 0, 1, 1));
        assertThat(timer.pending()).isZero();
    }

    @Test
    void aSlotOfACallThatIsNotLiveGoesToTheLiveOneThatWaits() {
        PriorityLimiter limiter = limiter(1, 0);
        take(limiter, NOT_LIVE, 1);
        later(limiter, LIVE, LONG, "a");

        limiter.release(NOT_LIVE, 1, true, ticker.getAsLong());

        assertThat(told).containsExactly("a granted");
        assertThat(limiter.snapshot()).isEqualTo(new Snapshot(1, 0, 0, 1, 1));
    }

    @Test
    void whoCameFirstGoesFirstAndNobodyOvertakes() {
        PriorityLimiter limiter = limiter(1, 0);
        take(limiter, LIVE, 1);
        later(limiter, LIVE, LONG, "a");
        later(limiter, LIVE, LONG, "b");
        later(limiter, LIVE, LONG, "c");

        limiter.release(LIVE, 1, true, ticker.getAsLong());
        assertThat(limiter.tryAcquire(LIVE, ticker.getAsLong())).isFalse();
        limiter.release(LIVE, 1, true, ticker.getAsLong());

        assertThat(told).containsExactly("a granted", "b granted");
    }

    @Test
    void aWaitEndsWithARefusal() {
        PriorityLimiter limiter = limiter(1, 0);
        take(limiter, LIVE, 1);
        later(limiter, LIVE, LONG, "as long as may be");
        later(limiter, LIVE, Duration.ofMillis(10).toNanos(), "short");

        timer.advance(Duration.ofMillis(10));
        assertThat(told).containsExactly("short refused");
        timer.advance(Duration.ofMillis(40));
        assertThat(told).containsExactly("short refused", "as long as may be refused");

        limiter.release(LIVE, 1, true, ticker.getAsLong());
        assertThat(limiter.snapshot()).isEqualTo(new Snapshot(0, 0, 0, 1, 1));
    }

    @Test
    void whoGivesUpIsToldNothingAndHoldsUpNobody() {
        PriorityLimiter limiter = limiter(1, 0);
        take(limiter, LIVE, 1);
        Waiting gone = later(limiter, LIVE, LONG, "gone");
        later(limiter, LIVE, LONG, "next");

        assertThat(gone.giveUp()).isTrue();
        assertThat(gone.giveUp()).isFalse();
        assertThat(limiter.snapshot().waiting()).isEqualTo(1);
        limiter.release(LIVE, 1, true, ticker.getAsLong());

        assertThat(told).containsExactly("next granted");
        assertThat(timer.pending()).isZero();
    }

    @Test
    void whoWasToldCannotGiveUp() {
        PriorityLimiter limiter = limiter(1, 0);
        assertThat(later(limiter, LIVE, LONG, "at once").giveUp()).isFalse();
        Waiting granted = later(limiter, LIVE, LONG, "granted");
        Waiting refused = later(limiter, LIVE, 1, "late");
        timer.advance(Duration.ofNanos(1));
        limiter.release(LIVE, 1, true, ticker.getAsLong());

        assertThat(granted.giveUp()).isFalse();
        assertThat(refused.giveUp()).isFalse();
        assertThat(limiter.snapshot()).isEqualTo(new Snapshot(1, 0, 0, 1, 1));
    }

    @Test
    void aSlotThatWasGrantedAndNotYetTakenGoesBackWithWhoGivesUp() {
        PriorityLimiter limiter = limiter(2, 0);
        take(limiter, LIVE, 2);
        List<Waiting> second = new ArrayList<>();
        limiter.acquireLater(
                LIVE,
                LONG,
                ticker.getAsLong(),
                () -> {
                    // Granted while this one starts, and so put behind it.
                    limiter.release(LIVE, 1, true, ticker.getAsLong());
                    assertThat(limiter.snapshot().waiting()).isZero();
                    assertThat(second.get(0).giveUp()).isTrue();
                },
                refused("first"));
        second.add(later(limiter, LIVE, LONG, "second"));

        limiter.release(LIVE, 1, true, ticker.getAsLong());

        assertThat(told).isEmpty();
        assertThat(limiter.snapshot()).isEqualTo(new Snapshot(1, 0, 0, 2, 1));
    }

    @Test
    void aLongLineOfCallsThatEndAtOnceDoesNotOverflowTheStack() {
        PriorityLimiter limiter = limiter(1, 0);
        take(limiter, LIVE, 1);
        for (int i = 0; i < 20_000; i++) {
            limiter.acquireLater(
                    LIVE,
                    LONG,
                    ticker.getAsLong(),
                    () -> {
                        told.add("granted");
                        limiter.release(LIVE, 1, true, ticker.getAsLong());
                    },
                    refused("one of many"));
        }

        limiter.release(LIVE, 1, true, ticker.getAsLong());

        assertThat(told).hasSize(20_000).doesNotContain("one of many refused");
        assertThat(limiter.snapshot()).isEqualTo(new Snapshot(0, 0, 0, 1, 1));
    }

    @Test
    void whatACallThatWaitedThrowsDoesNotReachWhoMadeRoom() throws Exception {
        PriorityLimiter limiter = limiter(1, 0);
        take(limiter, LIVE, 1);
        limiter.acquireLater(
                LIVE,
                LONG,
                ticker.getAsLong(),
                () -> {
                    throw new StackOverflowError("of another");
                },
                refused("a"));
        CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
        CompletableFuture<Boolean> released = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            limiter.release(LIVE, 1, true, ticker.getAsLong());
            released.complete(true);
        });
        thread.setUncaughtExceptionHandler((where, e) -> uncaught.complete(e));
        thread.start();

        assertThat(released.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(uncaught.get(30, TimeUnit.SECONDS)).hasMessage("of another");
    }

    @Test
    void aThreadThatWaitsGetsTheSlotThatComesFreeAndIsToldWhen() throws Exception {
        PriorityLimiter limiter = limiter(1, 0);
        take(limiter, LIVE, 1);
        long asked = ticker.getAsLong();
        CompletableFuture<Long> waits = CompletableFuture.supplyAsync(
                () -> limiter.acquire(LIVE, LONG, asked), work -> new Thread(work).start());
        awaitWaiting(limiter, 1);
        ticker.advance(Duration.ofMillis(20));

        limiter.release(LIVE, 1, true, ticker.getAsLong());

        assertThat(waits.get(30, TimeUnit.SECONDS)).isEqualTo(asked + 20_000_000);
        assertThat(limiter.snapshot()).isEqualTo(new Snapshot(1, 0, 0, 1, 1));
    }

    @Test
    void aThreadThatWaitsInVainIsRefused() throws Exception {
        PriorityLimiter limiter = limiter(1, 0);
        take(limiter, LIVE, 1);
        CompletableFuture<Void> waits = CompletableFuture.runAsync(
                () -> limiter.acquire(LIVE, LONG, ticker.getAsLong()), work -> new Thread(work).start());
        awaitWaiting(limiter, 1);

        timer.advance(Duration.ofMillis(50));

        assertThat(waits)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .withCauseInstanceOf(DownstreamSaturatedException.class);
        assertThat(limiter.snapshot()).isEqualTo(new Snapshot(1, 0, 0, 1, 1));
    }

    @Test
    void aThreadThatIsInterruptedIsRefusedAndKeepsItsFlag() throws Exception {
        PriorityLimiter limiter = limiter(1, 0);
        take(limiter, LIVE, 1);
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                limiter.acquire(LIVE, LONG, ticker.getAsLong());
            } catch (DownstreamSaturatedException e) {
                flag.complete(Thread.currentThread().isInterrupted());
            }
        });
        thread.start();
        awaitWaiting(limiter, 1);

        thread.interrupt();

        assertThat(flag.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(limiter.snapshot()).isEqualTo(new Snapshot(1, 0, 0, 1, 1));
    }

    @Test
    void aTimerThatIsClosedLeavesNobodyInLine() {
        PriorityLimiter limiter = new PriorityLimiter("payments", options(1, 0), ticker, (nanos, work) -> {
            throw new IllegalStateException("closed");
        });
        take(limiter, LIVE, 1);

        assertThatThrownBy(() -> later(limiter, LIVE, LONG, "a")).hasMessage("closed");
        limiter.release(LIVE, 1, true, ticker.getAsLong());
        assertThat(told).isEmpty();
        assertThat(limiter.snapshot()).isEqualTo(new Snapshot(0, 0, 0, 1, 1));
    }

    private static void awaitWaiting(PriorityLimiter limiter, int waiting) {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (limiter.snapshot().waiting() != waiting) {
            assertThat(System.nanoTime() - until).isNegative();
            Thread.onSpinWait();
        }
    }
}
