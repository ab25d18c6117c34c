package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.tenancy.RemovalReceipt.StoreReceipt;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TenantLifecycleTest {

    private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final TenantId TRIAL = new TenantId("trial");

    private final InMemoryTenantDirectory directory = new InMemoryTenantDirectory(List.of(Tenant.live("acme")));
    private final Shelf orders = new Shelf("orders");
    private final Shelf files = new Shelf("files");
    private final TenantLifecycle lifecycle = lifecycle(orders);

    @AfterEach
    void leavesNoTenantBound() {
        assertThat(Tenants.current()).isEmpty();
    }

    @Test
    void opensATenantThatIsServedAndHasWhatItStartsWith() {
        Tenant opened = lifecycle.open(Tenant.test("trial", LATER));

        assertThat(opened.isServed(NOW)).isTrue();
        assertThat(directory.find(TRIAL)).contains(opened);
        assertThat(Tenants.<Long, RuntimeException>callAs(opened, () -> orders.residue(opened)))
                .isEqualTo(1);
    }

    @Test
    void servesNobodyBeforeEverythingIsInPlace() {
        List<TenantStatus> seen = new ArrayList<>();

        lifecycle(tenant -> seen.add(directory.find(TRIAL).map(Tenant::status).orElseThrow()))
                .open(Tenant.test("trial", LATER));

        assertThat(seen).containsExactly(TenantStatus.OPENING);
    }

    @Test
    void refusesToOpenAnIdThatIsInUse() {
        assertThatThrownBy(() -> lifecycle.open(Tenant.test("acme", LATER)))
                .isInstanceOf(TenantConflictException.class)
                .hasMessageContaining("acme");
        assertThat(directory.find(new TenantId("acme"))).contains(Tenant.live("acme"));
    }

    @Test
    void leavesNothingOfATenantWhoseInitializerThrows() {
        TenantLifecycle failing = lifecycle(orders, tenant -> {
            throw new IllegalStateException("no catalogue");
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> failing.open(Tenant.test("trial", LATER)))
                .withMessage("no catalogue");

        assertThat(directory.find(TRIAL).map(Tenant::status)).contains(TenantStatus.REMOVED);
        assertThat(directory.receipt(TRIAL)).hasValueSatisfying(receipt -> {
            assertThat(receipt.residue()).isZero();
            assertThat(receipt.stores()).contains(new StoreReceipt("orders", 1, 0));
        });
    }

    @Test
    void tellsWhyOpeningFailedEvenIfCleaningUpFailsToo() {
        orders.breakDown(true);
        TenantLifecycle failing = lifecycle(tenant -> {
            throw new IllegalStateException("no catalogue");
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> failing.open(Tenant.test("trial", LATER)))
                .withMessage("no catalogue")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        assertThat(directory.find(TRIAL).map(Tenant::status)).contains(TenantStatus.REMOVING);
    }

    @Test
    void neverRevivesATenantThatWasRemovedWhileItWasBeingOpened() {
        TenantLifecycle opening = lifecycle(tenant -> lifecycle.remove(tenant.id()));

        assertThatThrownBy(() -> opening.open(Tenant.test("trial", LATER))).isInstanceOf(TenantConflictException.class);
        assertThat(directory.find(TRIAL).map(Tenant::status)).contains(TenantStatus.REMOVED);
    }

    @Test
    void suspendsAndResumesAsOftenAsAsked() {
        lifecycle.open(Tenant.test("trial", LATER));

        assertThat(lifecycle.suspend(TRIAL).status()).isEqualTo(TenantStatus.SUSPENDED);
        assertThat(lifecycle.suspend(TRIAL).status()).isEqualTo(TenantStatus.SUSPENDED);
        assertThat(lifecycle.resume(TRIAL).status()).isEqualTo(TenantStatus.ACTIVE);
        assertThat(lifecycle.resume(TRIAL).status()).isEqualTo(TenantStatus.ACTIVE);
    }

    @Test
    void emptiesEveryStoreInOrderAndSaysWhatItRemoved() {
        lifecycle.open(Tenant.test("trial", LATER));
        orders.put(TRIAL, "order 1", "order 2");
        files.put(TRIAL, "invoice");
        files.put(new TenantId("acme"), "acme's own");

        RemovalReceipt receipt = lifecycle.remove(TRIAL);

        assertThat(receipt.tenant()).isEqualTo(TRIAL);
        assertThat(receipt.stores()).containsExactly(new StoreReceipt("orders", 3, 0), new StoreReceipt("files", 1, 0));
        assertThat(receipt.residue()).isZero();
        assertThat(receipt.removedAt()).isEqualTo(NOW);
        assertThat(directory.find(TRIAL).map(Tenant::status)).contains(TenantStatus.REMOVED);
        assertThat(Tenants.<Long, RuntimeException>callAs(
                        Tenant.live("acme"), () -> files.residue(Tenant.live("acme"))))
                .isEqualTo(1);
    }

    @Test
    void runsEachStoreWithTheTenantBoundAndAlreadyRefused() {
        Tenant opened = lifecycle.open(Tenant.test("trial", LATER));
        List<Tenant> bound = new ArrayList<>();
        TenantStore asking = new TenantStore() {
            @Override
            public String name() {
                return "asking";
            }

            @Override
            public long purge(Tenant tenant) {
                bound.add(Tenants.require());
                return 0;
            }

            @Override
            public long residue(Tenant tenant) {
                bound.add(Tenants.require());
                return 0;
            }
        };

        Tenants.runAs(
                Tenant.live("acme"),
                () -> new TenantLifecycle(directory, List.of(asking), List.of(), Clock.fixed(NOW, ZoneOffset.UTC))
                        .remove(TRIAL));

        assertThat(bound).hasSize(3).containsOnly(opened.with(TenantStatus.REMOVING));
    }

    @Test
    void answersASecondRemovalWithTheSameReceipt() {
        lifecycle.open(Tenant.test("trial", LATER));
        RemovalReceipt first = lifecycle.remove(TRIAL);
        orders.put(TRIAL, "late");

        assertThat(lifecycle.remove(TRIAL)).isEqualTo(first);
    }

    @Test
    void goesOnWithARemovalThatAStoreCutOff() {
        lifecycle.open(Tenant.test("trial", LATER));
        files.put(TRIAL, "invoice");
        files.breakDown(true);

        assertThatIllegalStateException()
                .isThrownBy(() -> lifecycle.remove(TRIAL))
                .withMessage("files is down");
        assertThat(directory.find(TRIAL).map(Tenant::status)).contains(TenantStatus.REMOVING);
        assertThat(directory.receipt(TRIAL)).isEmpty();

        files.breakDown(false);
        RemovalReceipt receipt = lifecycle.remove(TRIAL);
        assertThat(receipt.stores()).containsExactly(new StoreReceipt("orders", 1, 0), new StoreReceipt("files", 1, 0));
        assertThat(directory.find(TRIAL).map(Tenant::status)).contains(TenantStatus.REMOVED);
    }

    @Test
    void isNotDoneWhileAnythingIsLeft() {
        lifecycle.open(Tenant.test("trial", LATER));
        files.put(TRIAL, "a", "b", "c");
        files.stick(2);

        assertThat(lifecycle.remove(TRIAL).residue()).isEqualTo(2);
        assertThat(directory.find(TRIAL).map(Tenant::status)).contains(TenantStatus.REMOVING);

        files.stick(0);
        assertThat(lifecycle.remove(TRIAL).residue()).isZero();
        assertThat(directory.find(TRIAL).map(Tenant::status)).contains(TenantStatus.REMOVED);
    }

    @Test
    void neitherSuspendsNorResumesWhatIsBeingRemovedOrGone() {
        lifecycle.open(Tenant.test("trial", LATER));
        files.breakDown(true);
        assertThatIllegalStateException().isThrownBy(() -> lifecycle.remove(TRIAL));

        assertThatThrownBy(() -> lifecycle.suspend(TRIAL)).isInstanceOf(TenantConflictException.class);
        assertThatThrownBy(() -> lifecycle.resume(TRIAL)).isInstanceOf(TenantConflictException.class);

        files.breakDown(false);
        lifecycle.remove(TRIAL);
        assertThatThrownBy(() -> lifecycle.suspend(TRIAL)).isInstanceOf(TenantConflictException.class);
        assertThatThrownBy(() -> lifecycle.resume(TRIAL)).isInstanceOf(TenantConflictException.class);
    }

    @Test
    void keepsARemovedIdFromLiveTenantsAndLendsItToTestsAgain() {
        lifecycle.open(Tenant.test("trial", LATER));
        lifecycle.remove(TRIAL);

        assertThatThrownBy(() -> lifecycle.open(Tenant.live("trial")))
                .isInstanceOf(TenantConflictException.class)
                .hasMessageContaining("choose another");
        assertThat(lifecycle.open(Tenant.test("trial", LATER)).isServed(NOW)).isTrue();
    }

    @Test
    void knowsNothingOfATenantThatNeverWas() {
        TenantId nobody = new TenantId("nobody");

        assertThatThrownBy(() -> lifecycle.suspend(nobody)).isInstanceOf(TenantUnknownException.class);
        assertThatThrownBy(() -> lifecycle.resume(nobody)).isInstanceOf(TenantUnknownException.class);
        assertThatThrownBy(() -> lifecycle.remove(nobody)).isInstanceOf(TenantUnknownException.class);
    }

    private TenantLifecycle lifecycle(TenantInitializer... initializers) {
        return new TenantLifecycle(
                directory, List.of(orders, files), List.of(initializers), Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
