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
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class PriorityLimiterTest {

    private static final long LONG = Duration.ofHours(1).toNanos();

    private final FakeTicker ticker = new FakeTicker();
    private final FakeTimer timer = new FakeTimer(ticker);
    private final List<String> told = new ArrayList<>();

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

    private PriorityLimiter limiter(int max, int reserve) {
        return new PriorityLimiter("payments", options(max, reserve), ticker, timer);
    }

    private static LimitOptions options(int max, int reserve) {
        return new LimitOptions(max, false, Duration.ofMillis(50), reserve);
    }

    /** A limiter whose ceiling has come up to its limit. */
    private PriorityLimiter grown(int max, int reserve) {
        PriorityLimiter limiter = limiter(max, reserve);
        while (limiter.snapshot().ceiling() < max) {
            step(limiter);
        }
        timer.advance(Duration.ofSeconds(2));
        return limiter;
    }

    /** Lets a step's time pass, and somebody come by whose call is over at once. */
    private void step(PriorityLimiter limiter) {
        timer.advance(Duration.ofMillis(100));
        if (limiter.tryAcquire(NOT_LIVE, ticker.getAsLong())) {
            limiter.giveBack(NOT_LIVE);
        }
    }

    private void answered(PriorityLimiter limiter, Duration latency, int calls) {
        for (int i = 0; i < calls; i++) {
            take(limiter, LIVE, 1);
            limiter.release(LIVE, latency.toNanos(), true, ticker.getAsLong());
        }
    }

    private void take(PriorityLimiter limiter, TrafficClass traffic, int calls) {
        for (int i = 0; i < calls; i++) {
            assertThat(limiter.tryAcquire(traffic, ticker.getAsLong()))
                    .as("call %s", i)
                    .isTrue();
        }
    }

    private static void give(PriorityLimiter limiter, TrafficClass traffic, int calls) {
        for (int i = 0; i < calls; i++) {
            limiter.giveBack(traffic);
        }
    }

    private Waiting later(PriorityLimiter limiter, TrafficClass traffic, long mostNanos, String who) {
        return limiter.acquireLater(
                traffic, mostNanos, ticker.getAsLong(), () -> told.add(who + " granted"), refused(who));
    }

    private Consumer<DownstreamSaturatedException> refused(String who) {
        return refusal -> told.add(who + " refused");
    }

    private static void awaitWaiting(PriorityLimiter limiter, int waiting) {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (limiter.snapshot().waiting() != waiting) {
            assertThat(System.nanoTime() - until).isNegative();
            Thread.onSpinWait();
        }
    }
}
