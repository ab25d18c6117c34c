package dev.nostage.resilience;

import static dev.nostage.resilience.TrafficClass.LIVE;
import static dev.nostage.resilience.TrafficClass.NOT_LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.resilience.PriorityLimiter.Snapshot;
import dev.nostage.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two or three who meet at one slot, many times over, and afterwards a look at what is left. */
final class LimiterRaceTest {

    private static final int ROUNDS = 20_000;
    private static final long LONG = Duration.ofSeconds(10).toNanos();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final FakeTicker ticker = new FakeTicker();

    /** What the timer would do, for an actor to do. */
    private final List<Runnable> timeouts = new ArrayList<>();

    private final AtomicInteger granted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void aSlotThatComesFreeWhileSomebodyJoinsTheLineIsNotMissed() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            PriorityLimiter limiter = full(1);
            race(() -> later(limiter), () -> limiter.release(LIVE, 1, true, ticker.getAsLong()));

            assertThat(granted.getAndSet(0)).isEqualTo(1);
            assertThat(limiter.snapshot()).isEqualTo(new Snapshot(1, 0, 0, 1, 1));
        }
    }

    @Test
    void aThreadIsNotLeftParkedByAReleaseThatComesAsItParks() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            PriorityLimiter limiter = full(1);
            race(
                    () -> limiter.acquire(LIVE, LONG, ticker.getAsLong()),
                    () -> limiter.release(LIVE, 1, true, ticker.getAsLong()));

            assertThat(limiter.snapshot()).isEqualTo(new Snapshot(1, 0, 0, 1, 1));
        }
    }

    @Test
    void aSlotForOneWhoGivesUpIsEitherTheirsOrFree() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            PriorityLimiter limiter = full(1);
            Waiting waiting = later(limiter);
            AtomicInteger gone = new AtomicInteger();
            race(
                    () -> gone.addAndGet(waiting.giveUp() ? 1 : 0),
                    () -> limiter.release(LIVE, 1, true, ticker.getAsLong()),
                    () -> gone.addAndGet(waiting.giveUp() ? 1 : 0));

            int left = granted.getAndSet(0);
            assertThat(left + gone.get()).isEqualTo(1);
            assertThat(limiter.snapshot()).isEqualTo(new Snapshot(left, 0, 0, 1, 1));
        }
    }

    @Test
    void aSlotForOneWhoseTimeIsUpIsEitherTheirsOrFree() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            PriorityLimiter limiter = full(1);
            Waiting waiting = later(limiter);
            AtomicInteger gone = new AtomicInteger();
            race(
                    timeouts.remove(0),
                    () -> limiter.release(LIVE, 1, true, ticker.getAsLong()),
                    () -> gone.addAndGet(waiting.giveUp() ? 1 : 0));

            int left = granted.getAndSet(0);
            assertThat(left + refused.getAndSet(0) + gone.get()).isEqualTo(1);
            assertThat(limiter.snapshot()).isEqualTo(new Snapshot(left, 0, 0, 1, 1));
        }
    }

    @Test
    void oneWhoGivesUpDoesNotTakeTheNextOnesSlotAlong() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            PriorityLimiter limiter = full(1);
            Waiting first = later(limiter);
            later(limiter);
            AtomicInteger gone = new AtomicInteger();
            race(
                    () -> gone.addAndGet(first.giveUp() ? 1 : 0),
                    () -> limiter.release(LIVE, 1, true, ticker.getAsLong()));

            assertThat(granted.getAndSet(0)).isEqualTo(1);
            assertThat(limiter.snapshot()).isEqualTo(new Snapshot(1, 0, 1 - gone.get(), 1, 1));
        }
    }

    @Test
    void twoWhoComeForTheLastSlotDoNotBothGetIt() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            PriorityLimiter limiter = full(2);
            limiter.giveBack(LIVE);
            Runnable comes = () -> granted.addAndGet(limiter.tryAcquire(LIVE, ticker.getAsLong()) ? 1 : 0);
            race(comes, comes, () -> granted.addAndGet(limiter.tryAcquire(NOT_LIVE, ticker.getAsLong()) ? 1 : 0));

            assertThat(granted.getAndSet(0)).isEqualTo(1);
        }
    }

    @Test
    void nobodyOvertakesInTheMomentASlotComesFree() throws Exception {
        int slots = 10_000;
        for (int round = 0; round < 30; round++) {
            PriorityLimiter limiter = full(slots);
            for (int i = 0; i < slots; i++) {
                later(limiter);
            }
            AtomicInteger overtook = new AtomicInteger();
            race(
                    () -> {
                        for (int i = 0; i < slots; i++) {
                            limiter.release(LIVE, 1, true, ticker.getAsLong());
                        }
                    },
                    () -> {
                        while (limiter.snapshot().waiting() > 0) {
                            overtook.addAndGet(limiter.tryAcquire(LIVE, ticker.getAsLong()) ? 1 : 0);
                        }
                    });

            assertThat(overtook.get()).isZero();
            assertThat(granted.getAndSet(0)).isEqualTo(slots);
        }
    }

    @Test
    void aCellThatGoesWithItsLastCallIsNotUsedByTheNext() throws Exception {
        TenantId tenant = new TenantId("acme");
        TenantLimits limits = new TenantLimits("payments", new TenantLimitOptions(1, 0, 0));
        for (int round = 0; round < ROUNDS; round++) {
            TenantCell held = limits.acquire(tenant, ticker.getAsLong());
            List<TenantCell> taken = new ArrayList<>();
            race(() -> limits.release(held, ticker.getAsLong()), () -> tryTake(limits, tenant, taken));

            tryTake(limits, tenant, taken);
            assertThat(taken).hasSize(1);
            limits.release(taken.get(0), ticker.getAsLong());
            assertThat(limits.cells()).isZero();
        }
    }

    private void tryTake(TenantLimits limits, TenantId tenant, List<TenantCell> taken) {
        try {
            taken.add(limits.acquire(tenant, ticker.getAsLong()));
        } catch (TenantSaturatedException e) {
            assertThat(e.tenant()).contains(tenant);
        }
    }

    private PriorityLimiter full(int max) {
        timeouts.clear();
        PriorityLimiter limiter = new PriorityLimiter(
                "payments", new LimitOptions(max, false, Duration.ofNanos(LONG), 0), ticker, (nanos, work) -> {
                    timeouts.add(work);
                    return () -> {};
                });
        for (int i = 0; i < max; i++) {
            assertThat(limiter.tryAcquire(LIVE, ticker.getAsLong())).isTrue();
        }
        return limiter;
    }

    private Waiting later(PriorityLimiter limiter) {
        return limiter.acquireLater(
                LIVE, LONG, ticker.getAsLong(), granted::incrementAndGet, refusal -> refused.incrementAndGet());
    }

    private void race(Runnable... actors) throws InterruptedException, ExecutionException, TimeoutException {
        CyclicBarrier start = new CyclicBarrier(actors.length);
        List<Future<?>> running = new ArrayList<>();
        for (Runnable actor : actors) {
            running.add(threads.submit(() -> {
                await(start);
                actor.run();
            }));
        }
        for (Future<?> actor : running) {
            actor.get(60, TimeUnit.SECONDS);
        }
    }

    private static void await(CyclicBarrier start) {
        try {
            start.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
