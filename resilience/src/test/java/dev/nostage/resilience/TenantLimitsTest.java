package dev.nostage.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.nostage.tenancy.TenantId;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TenantLimitsTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");

    private final FakeTicker ticker = new FakeTicker();

    @Test
    void aTenantHasNoMoreCallsInFlightThanItMay() {
        TenantLimits limits = limits(2, 0, 0);
        TenantCell first = limits.acquire(ACME, ticker.getAsLong());
        limits.acquire(ACME, ticker.getAsLong());

        assertThatThrownBy(() -> limits.acquire(ACME, ticker.getAsLong()))
                .isInstanceOfSatisfying(TenantSaturatedException.class, refusal -> {
                    assertThat(refusal)
                            .hasMessage("Tenant \"acme\" has all 2 calls in flight that it may of downstream"
                                    + " \"payments\": wait for one to end, or raise its concurrency");
                    assertThat(refusal.tenant()).contains(ACME);
                    assertThat(refusal.problem().name()).isEqualTo("tenant-saturated");
                    assertThat(refusal.problem().status()).isEqualTo(429);
                    assertThat(refusal.problem().retryAfterSeconds()).contains("1");
                });
        limits.acquire(GLOBEX, ticker.getAsLong());
        limits.release(first, ticker.getAsLong());
        limits.acquire(ACME, ticker.getAsLong());
    }

    @Test
    void workWithoutATenantSharesOneCell() {
        TenantLimits limits = limits(1, 0, 0);
        limits.acquire(null, ticker.getAsLong());

        assertThatThrownBy(() -> limits.acquire(null, ticker.getAsLong()))
                .isInstanceOfSatisfying(TenantSaturatedException.class, refusal -> {
                    assertThat(refusal).hasMessageStartingWith("Work without a tenant has all 1 calls");
                    assertThat(refusal.tenant()).isEmpty();
                });
        limits.acquire(ACME, ticker.getAsLong());
    }

    @Test
    void aTenantMakesItsBurstAtOnceAndThenItsRate() {
        TenantLimits limits = limits(0, 10, 3);
        for (int i = 0; i < 3; i++) {
            limits.release(limits.acquire(ACME, ticker.getAsLong()), ticker.getAsLong());
        }
        assertThatThrownBy(() -> limits.acquire(ACME, ticker.getAsLong()))
                .isInstanceOfSatisfying(TenantSaturatedException.class, refusal -> {
                    assertThat(refusal)
                            .hasMessage("Tenant \"acme\" has made the 3 calls at once and 10 a second that it may of"
                                    + " downstream \"payments\": try again in 100 ms, or raise its rate");
                    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMillis(100));
                    assertThat(refusal.problem().retryAfterSeconds()).contains("1");
                });

        for (int i = 0; i < 20; i++) {
            ticker.advance(Duration.ofMillis(99));
            assertThatThrownBy(() -> limits.acquire(ACME, ticker.getAsLong()))
                    .isInstanceOf(TenantSaturatedException.class);
            ticker.advance(Duration.ofMillis(1));
            limits.release(limits.acquire(ACME, ticker.getAsLong()), ticker.getAsLong());
        }
        limits.release(limits.acquire(GLOBEX, ticker.getAsLong()), ticker.getAsLong());
    }

    @Test
    void aRefusalSaysExactlyWhenTheNextCallMayBeMade() {
        TenantLimits limits = limits(0, 2, 1);
        limits.release(limits.acquire(ACME, ticker.getAsLong()), ticker.getAsLong());
        ticker.advance(Duration.ofMillis(123));

        assertThatThrownBy(() -> limits.acquire(ACME, ticker.getAsLong()))
                .isInstanceOfSatisfying(TenantSaturatedException.class, refusal -> {
                    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMillis(377));
                    ticker.advance(refusal.retryAfter());
                });
        limits.acquire(ACME, ticker.getAsLong());
    }

    @Test
    void noPauseSavesUpMoreThanABurst() {
        TenantLimits limits = limits(0, 10, 3);
        limits.release(limits.acquire(ACME, ticker.getAsLong()), ticker.getAsLong());
        ticker.advance(Duration.ofHours(1));
        for (int i = 0; i < 3; i++) {
            limits.release(limits.acquire(ACME, ticker.getAsLong()), ticker.getAsLong());
        }
        assertThatThrownBy(() -> limits.acquire(ACME, ticker.getAsLong())).isInstanceOf(TenantSaturatedException.class);
    }

    @Test
    void aCallThatIsRefusedForItsConcurrencyTakesNothingOfTheRate() {
        TenantLimits limits = limits(1, 1, 2);
        TenantCell first = limits.acquire(ACME, ticker.getAsLong());
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> limits.acquire(ACME, ticker.getAsLong())).hasMessageContaining("in flight");
        }
        limits.release(first, ticker.getAsLong());
        limits.acquire(ACME, ticker.getAsLong());
    }

    @Test
    void aCallThatWasNotMadeDoesNotCountForTheRate() {
        TenantLimits limits = limits(0, 1, 1);
        for (int i = 0; i < 5; i++) {
            limits.giveBack(limits.acquire(ACME, ticker.getAsLong()), ticker.getAsLong());
        }
        assertThat(limits.cells()).isZero();
        limits.release(limits.acquire(ACME, ticker.getAsLong()), ticker.getAsLong());
        assertThatThrownBy(() -> limits.acquire(ACME, ticker.getAsLong())).isInstanceOf(TenantSaturatedException.class);
    }

    @Test
    void whatWasTakenCannotBeHandedBackTwice() {
        TenantLimits limits = limits(1, 0, 0);
        TenantCell cell = limits.acquire(ACME, ticker.getAsLong());
        limits.release(cell, ticker.getAsLong());
        TenantCell next = limits.acquire(ACME, ticker.getAsLong());

        assertThatThrownBy(() -> limits.release(cell, ticker.getAsLong())).hasMessageContaining("handed back twice");
        assertThatThrownBy(() -> limits.acquire(ACME, ticker.getAsLong())).isInstanceOf(TenantSaturatedException.class);
        limits.release(next, ticker.getAsLong());
    }

    @Test
    void withoutLimitsNothingIsCounted() {
        TenantLimits limits = limits(0, 0, 0);
        TenantCell cell = limits.acquire(ACME, ticker.getAsLong());

        assertThat(limits.cells()).isZero();
        limits.release(cell, ticker.getAsLong());
        limits.giveBack(cell, ticker.getAsLong());
    }

    @Test
    void aCellGoesWithItsLastCallWhereThereIsNoRate() {
        TenantLimits limits = limits(5, 0, 0);
        TenantCell first = limits.acquire(ACME, ticker.getAsLong());
        TenantCell second = limits.acquire(ACME, ticker.getAsLong());
        limits.release(first, ticker.getAsLong());
        assertThat(limits.cells()).isEqualTo(1);
        limits.release(second, ticker.getAsLong());
        assertThat(limits.cells()).isZero();
    }

    @Test
    void aCellInUseOutlivesWhateverPassesThrough() {
        TenantLimits limits = limits(1, 10, 1);
        TenantCell held = limits.acquire(ACME, ticker.getAsLong());
        for (int i = 0; i < 100_000; i++) {
            ticker.advance(Duration.ofMillis(1));
            limits.release(limits.acquire(new TenantId("t" + i), ticker.getAsLong()), ticker.getAsLong());
        }

        assertThatThrownBy(() -> limits.acquire(ACME, ticker.getAsLong()))
                .hasMessageContaining("has all 1 calls in flight");
        limits.release(held, ticker.getAsLong());
        limits.acquire(ACME, ticker.getAsLong());
    }

    @Test
    void aCellWithoutItsWholeBurstOutlivesWhateverPassesThrough() {
        TenantLimits limits = limits(0, 1, 60);
        for (int i = 0; i < 60; i++) {
            limits.release(limits.acquire(ACME, ticker.getAsLong()), ticker.getAsLong());
        }
        for (int i = 0; i < 50_000; i++) {
            ticker.advance(Duration.ofNanos(10_000));
            limits.release(limits.acquire(new TenantId("t" + i), ticker.getAsLong()), ticker.getAsLong());
        }

        assertThatThrownBy(() -> limits.acquire(ACME, ticker.getAsLong()))
                .isInstanceOfSatisfying(
                        TenantSaturatedException.class,
                        refusal -> assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMillis(500)));
    }

    @Test
    void aMillionTenantsThatPassThroughLeaveNearlyNothing() {
        TenantLimits limits = limits(25, 10, 20);
        int most = 0;
        for (int i = 0; i < 1_000_000; i++) {
            ticker.advance(Duration.ofNanos(100_000));
            limits.release(limits.acquire(new TenantId("t" + i), ticker.getAsLong()), ticker.getAsLong());
            most = Math.max(most, i % 1000 == 0 ? limits.cells() : 0);
        }

        // Each has its burst back after 100 ms, in which a thousand others come.
        assertThat(most).isLessThan(4000);
    }

    @Test
    void aMillionTenantsAtOnceFitInAHundredMegabytesAndAreForgotten() {
        TenantLimits limits = limits(25, 1, 1);
        long before = used();
        for (int i = 0; i < 1_000_000; i++) {
            limits.release(limits.acquire(new TenantId("tenant-" + i), ticker.getAsLong()), ticker.getAsLong());
        }
        assertThat(limits.cells()).isEqualTo(1_000_000);
        assertThat(used() - before).isLessThan(100_000_000);

        ticker.advance(Duration.ofSeconds(2));
        for (int i = 0; i < 100_000; i++) {
            limits.release(limits.acquire(ACME, ticker.getAsLong()), ticker.getAsLong());
            ticker.advance(Duration.ofSeconds(2));
        }
        assertThat(limits.cells()).isLessThan(1000);
        assertThat(used() - before).isLessThan(10_000_000);
    }

    @Test
    void aTenantWhoseCellLivesAllocatesNothingAndAnotherVeryLittle() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        TenantLimits limits = limits(25, 1_000_000, 1_000_000);
        limits.acquire(ACME, ticker.getAsLong());
        int calls = 100_000;
        for (int i = 0; i < calls; i++) {
            limits.release(limits.acquire(ACME, ticker.getAsLong()), ticker.getAsLong());
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < calls; i++) {
            limits.release(limits.acquire(ACME, ticker.getAsLong()), ticker.getAsLong());
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(calls);

        TenantLimits unmetered = limits(25, 0, 0);
        before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < calls; i++) {
            unmetered.release(unmetered.acquire(ACME, ticker.getAsLong()), ticker.getAsLong());
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64L * calls);
    }

    private TenantLimits limits(int concurrency, int rate, int burst) {
        return new TenantLimits("payments", new TenantLimitOptions(concurrency, rate, burst));
    }

    private static long used() {
        // Whoever asks twice is heard.
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
