package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.tenancy.RemovalReceipt.StoreReceipt;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What happens to a tenant while it is being opened is not lost. */
final class TenantOpeningTest {

    private static final TenantId TRIAL = new TenantId("trial");

    private final PassingTime time = new PassingTime();
    private final InMemoryTenantDirectory directory = new InMemoryTenantDirectory(List.of());
    private final Shelf orders = new Shelf("orders");
    private final TenantLifecycle lifecycle = new TenantLifecycle(directory, List.of(orders), List.of(), time);

    @Test
    void leavesNothingOfATenantThatWasRemovedDuringASlowInitializer() {
        TenantLifecycle elsewhere = new TenantLifecycle(directory, List.of(orders), List.of(), time);
        TenantLifecycle opening = new TenantLifecycle(
                directory,
                List.of(orders),
                List.of(tenant -> {
                    elsewhere.remove(tenant.id());
                    orders.initialize(tenant);
                }),
                time);

        assertThatThrownBy(() -> opening.open(trial())).isInstanceOf(TenantConflictException.class);

        assertThat(orders.held(TRIAL)).isZero();
        assertThat(directory.receipt(TRIAL))
                .hasValueSatisfying(receipt -> assertThat(receipt.stores()).contains(new StoreReceipt("orders", 1, 0)));
        assertThat(directory.find(TRIAL).map(Tenant::status)).contains(TenantStatus.REMOVED);
    }

    @Test
    void waitsForATenantThatIsBeingOpenedHere() throws Exception {
        CountDownLatch initializing = new CountDownLatch(1);
        CountDownLatch removing = new CountDownLatch(1);
        TenantLifecycle both = new TenantLifecycle(
                directory,
                List.of(orders),
                List.of(tenant -> {
                    initializing.countDown();
                    await(removing);
                    orders.initialize(tenant);
                }),
                time,
                new Drain(new InFlight(), Duration.ofDays(365), step -> {
                    removing.countDown();
                    Thread.onSpinWait();
                }));

        var opening = CompletableFuture.supplyAsync(() -> both.open(trial()));
        await(initializing);
        RemovalReceipt receipt = both.remove(TRIAL);

        assertThat(receipt.stores()).contains(new StoreReceipt("orders", 1, 0));
        assertThat(opening)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("removed");
        assertThat(orders.held(TRIAL)).isZero();
    }

    @Test
    void keepsATenantSuspendedThatWasSuspendedWhileItWasBeingOpened() {
        TenantLifecycle opening =
                new TenantLifecycle(directory, List.of(), List.of(tenant -> lifecycle.suspend(tenant.id())), time);

        assertThat(opening.open(trial()).status()).isEqualTo(TenantStatus.SUSPENDED);
        assertThat(directory.find(TRIAL).map(Tenant::status)).contains(TenantStatus.SUSPENDED);
    }

    @Test
    void neverServesATenantBeforeItIsOpenThoughItIsResumed() {
        TenantLifecycle opening = new TenantLifecycle(
                directory,
                List.of(),
                List.of(tenant -> assertThatThrownBy(() -> lifecycle.resume(tenant.id()))
                        .isInstanceOf(TenantConflictException.class)),
                time);

        assertThat(opening.open(trial()).status()).isEqualTo(TenantStatus.ACTIVE);
    }

    private Tenant trial() {
        return Tenant.test("trial", time.instant().plus(Duration.ofDays(1000)));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
