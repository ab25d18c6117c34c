package dev.nostage.resilience;

import static dev.nostage.resilience.TrafficClass.LIVE;
import static dev.nostage.resilience.TrafficClass.NOT_LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.resilience.PriorityLimiter.Snapshot;
import dev.nostage.tenancy.TenantId;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything at once: calls of each form that end in each way, while time passes in a thread of its own. */
final class LimiterStressTest {

    private static final int CALLS = 20_000;
    private static final int MAX = 4;
    private static final int TENANTS = 50;

    private final FakeTicker ticker = new FakeTicker();
    private final FakeTimer timer = new FakeTimer(ticker);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger began = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger toldTwice = new AtomicInteger();

    /** Calls that hold a slot and no thread: any thread may end one. */
    private final ConcurrentLinkedQueue<TrafficClass> held = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noSlotIsLostAndNoneIsTakenTwice(boolean learnt) throws Exception {
        PriorityLimiter limiter =
                new PriorityLimiter("payments", new LimitOptions(MAX, learnt, Duration.ofMillis(50), 1), ticker, timer);
        Crowd.act(CALLS, timer, Thread::new, random -> {
            switch (random.nextInt(8)) {
                case 0, 1 -> tryCall(limiter, random.nextBoolean() ? LIVE : NOT_LIVE, random);
                case 2 -> blockingCall(limiter, random);
                case 3, 4, 5 -> laterCall(limiter, random);
                default -> endOne(limiter, random);
            }
        });

        assertThat(most.get()).isBetween(2, MAX);
        // Those who still wait are served as others end, or refused in their time.
        do {
            endAll(limiter);
            timer.advance(Duration.ofMillis(100));
        } while (limiter.snapshot().waiting() > 0 || !held.isEmpty());
        assertThat(ended.get()).isEqualTo(began.get());
        assertThat(toldTwice.get()).isZero();
        assertThat(timer.pending()).isZero();
        assertThat(limiter.snapshot())
                .extracting(Snapshot::live, Snapshot::notLive, Snapshot::waiting)
                .containsExactly(0, 0, 0);
        timer.advance(Duration.ofSeconds(2));
        int free = 0;
        while (limiter.tryAcquire(LIVE, ticker.getAsLong())) {
            free++;
        }
        assertThat(free).isEqualTo(limiter.snapshot().limit());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000})
    void noTenantGetsMoreThanItsShareAndNothingOfItIsLost(int rate) throws Exception {
        TenantLimits limits = new TenantLimits("payments", new TenantLimitOptions(2, rate, 2));
        AtomicInteger[] insideOf = new AtomicInteger[TENANTS];
        for (int i = 0; i < TENANTS; i++) {
            insideOf[i] = new AtomicInteger();
        }
        Crowd.act(CALLS, timer, Thread::new, random -> {
            int who = random.nextInt(TENANTS);
            TenantCell cell;
            try {
                cell = limits.acquire(new TenantId("tenant-" + who), ticker.getAsLong());
            } catch (TenantSaturatedException e) {
                return;
            }
            most.accumulateAndGet(insideOf[who].incrementAndGet(), Math::max);
            if (random.nextBoolean()) {
                Thread.onSpinWait();
            }
            insideOf[who].decrementAndGet();
            if (random.nextInt(4) == 0) {
                limits.giveBack(cell, ticker.getAsLong());
            } else {
                limits.release(cell, ticker.getAsLong());
            }
        });

        assertThat(most.get()).isBetween(1, 2);
        ticker.advance(Duration.ofHours(1));
        for (int i = 0; i < 1000; i++) {
            limits.release(limits.acquire(new TenantId("another-" + i), ticker.getAsLong()), ticker.getAsLong());
            ticker.advance(Duration.ofSeconds(1));
        }
        assertThat(limits.cells()).isLessThanOrEqualTo(64);
    }

    private void tryCall(PriorityLimiter limiter, TrafficClass traffic, Random random) {
        if (limiter.tryAcquire(traffic, ticker.getAsLong())) {
            begin();
            if (random.nextBoolean()) {
                Thread.onSpinWait();
            }
            end(limiter, traffic, random);
        }
    }

    private void blockingCall(PriorityLimiter limiter, Random random) {
        if (random.nextInt(4) == 0) {
            Thread.currentThread().interrupt();
        }
        try {
            limiter.acquire(LIVE, Duration.ofMillis(random.nextInt(50)).toNanos(), ticker.getAsLong());
            begin();
            end(limiter, LIVE, random);
        } catch (DownstreamSaturatedException e) {
            assertThat(e.limit()).isBetween(1, MAX);
        } finally {
            Thread.interrupted(); // set above, and not by who wants this thread to stop
        }
    }

    private void laterCall(PriorityLimiter limiter, Random random) {
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        boolean endsAtOnce = random.nextBoolean();
        Waiting waiting = limiter.acquireLater(
                LIVE,
                Duration.ofMillis(random.nextInt(80)).toNanos(),
                ticker.getAsLong(),
                () -> {
                    begin();
                    tell(told, true);
                    if (endsAtOnce) {
                        ended.incrementAndGet();
                        inside.decrementAndGet();
                        limiter.release(LIVE, 1_000_000, true, ticker.getAsLong());
                    } else {
                        held.add(LIVE);
                    }
                },
                refusal -> tell(told, false));
        if (random.nextInt(3) == 0 && waiting.giveUp()) {
            tell(told, false);
        }
    }

    private void tell(CompletableFuture<Boolean> told, boolean what) {
        if (!told.complete(what)) {
            toldTwice.incrementAndGet();
        }
    }

    private void endOne(PriorityLimiter limiter, Random random) {
        TrafficClass one = held.poll();
        if (one != null) {
            end(limiter, one, random);
        }
    }

    private void endAll(PriorityLimiter limiter) {
        Random random = new Random(0);
        while (!held.isEmpty()) {
            endOne(limiter, random);
        }
    }

    private void begin() {
        began.incrementAndGet();
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
    }

    private void end(PriorityLimiter limiter, TrafficClass traffic, Random random) {
        ended.incrementAndGet();
        inside.decrementAndGet();
        switch (random.nextInt(3)) {
            case 0 -> limiter.giveBack(traffic);
            case 1 -> limiter.release(traffic, 0, false, ticker.getAsLong());
            default -> limiter.release(traffic, random.nextInt(100_000_000), true, ticker.getAsLong());
        }
    }
}
