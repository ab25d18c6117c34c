package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.tenancy.RemovalReceipt.StoreReceipt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a removal waits for, what cuts it off, and who else removes at the same time. */
final class TenantRemovalTest {

    private static final TenantId TRIAL = new TenantId("trial");

    private final PassingTime time = new PassingTime();
    private final InFlight inFlight = new InFlight();
    private final InMemoryTenantDirectory directory = new InMemoryTenantDirectory(List.of(Tenant.live("acme")));
    private final Shelf orders = new Shelf("orders");
    private final Shelf files = new Shelf("files");
    private final TenantLifecycle lifecycle = instance(directory, orders, files);

    @Test
    void waitsForTheRequestsInFlightAndLetsNoMoreIn() {
        Tenant tenant = open();
        InFlight.Entry request = inFlight.enter(tenant);
        time.after(Duration.ofSeconds(3), () -> {
            assertThat(directory.find(TRIAL).orElseThrow().isServed(time.instant()))
                    .isFalse();
            orders.put(TRIAL, "written by the request in flight");
            request.close();
        });

        RemovalReceipt receipt = lifecycle.remove(TRIAL);

        assertThat(receipt.stores()).contains(new StoreReceipt("orders", 2, 0));
        assertThat(receipt.inFlight()).isZero();
        assertThat(time.passed()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(4));
    }

    @Test
    void waitsForNobodyElsesRequests() {
        open();
        inFlight.enter(Tenant.live("acme"));

        assertThat(lifecycle.remove(TRIAL).inFlight()).isZero();
        assertThat(time.passed()).isZero();
    }

    @Test
    void goesOnWhenTheTimeToWaitIsOverAndSaysHowManyWereStillInFlight() {
        Tenant tenant = open();
        inFlight.enter(tenant);
        inFlight.enter(tenant);

        RemovalReceipt receipt = lifecycle.remove(TRIAL);

        assertThat(receipt.inFlight()).isEqualTo(2);
        assertThat(receipt.residue()).isZero();
        assertThat(time.passed()).isBetween(Drain.DEFAULT_LONGEST, Drain.DEFAULT_LONGEST.plusSeconds(1));
    }

    @Test
    void waitsNoLongerWhereTheClockStandsStill() {
        inFlight.enter(open());
        time.stop();

        assertThat(lifecycle.remove(TRIAL).inFlight()).isEqualTo(1);
    }

    @Test
    void doesNotWaitForTheRequestsOfATenantThatHadTheIdBefore() {
        inFlight.enter(open());
        lifecycle.remove(TRIAL);
        open();
        Duration before = time.passed();

        assertThat(lifecycle.remove(TRIAL).inFlight()).isZero();
        assertThat(time.passed()).isEqualTo(before);
    }

    @Test
    void removesALiveTenantOnlyIfItsIdIsRepeated() {
        TenantId acme = new TenantId("acme");

        assertThatThrownBy(() -> lifecycle.remove(acme)).isInstanceOf(RemovalUnconfirmedException.class);
        assertThatThrownBy(() -> lifecycle.remove(acme, "globex"))
                .isInstanceOf(RemovalUnconfirmedException.class)
                .hasMessageContaining("?confirm=acme");
        assertThat(directory.find(acme)).contains(Tenant.live("acme"));

        RemovalReceipt receipt = lifecycle.remove(acme, "acme");
        assertThat(lifecycle.remove(acme)).isEqualTo(receipt);
    }

    @Test
    void refusesAConfirmationThatMeansAnotherTenant() {
        open();

        assertThatThrownBy(() -> lifecycle.remove(TRIAL, "acme")).isInstanceOf(RemovalUnconfirmedException.class);
        assertThat(directory.find(TRIAL).map(Tenant::status)).contains(TenantStatus.ACTIVE);
    }

    @Test
    void endsTheSameWhereverItIsKilled() {
        RemovalReceipt whole = null;
        for (int step = 0; whole == null; step++) {
            assertThat(step).isLessThan(100);
            open();
            orders.put(TRIAL, "a", "b");
            files.put(TRIAL, "c");
            KilledDirectory killed = new KilledDirectory(directory, step);
            try {
                whole = instance(killed, orders, files).remove(TRIAL);
            } catch (KilledDirectory.Killed e) {
                assertThat(directory.find(TRIAL).orElseThrow().isServed(time.instant()))
                        .isEqualTo(step == 0);
            }
            RemovalReceipt receipt = lifecycle.remove(TRIAL);

            assertThat(receipt.stores())
                    .as("killed at step " + step)
                    .containsExactly(new StoreReceipt("orders", 3, 0), new StoreReceipt("files", 1, 0));
            assertThat(directory.find(TRIAL).map(Tenant::status)).contains(TenantStatus.REMOVED);
        }
        assertThat(whole.residue()).isZero();
    }

    @Test
    void countsWhatAPurgeRemovedBeforeItWasCutOff() {
        open();
        orders.put(TRIAL, "a", "b");
        orders.breakDownAfterPurge(true);
        assertThatThrownBy(() -> lifecycle.remove(TRIAL)).hasMessage("orders is down");

        orders.breakDownAfterPurge(false);

        assertThat(lifecycle.remove(TRIAL).stores()).contains(new StoreReceipt("orders", 3, 0));
    }

    @Test
    void runsOnceIfTwoInstancesAreAskedAtOnce() throws Exception {
        open();
        orders.put(TRIAL, "a", "b");
        CountDownLatch purging = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        TenantStore slow = orders.whenPurged(() -> {
            purging.countDown();
            await(waiting);
        });
        TenantLifecycle other = new TenantLifecycle(
                directory, List.of(orders, files), List.of(), time, new Drain(new InFlight(), Duration.ZERO, step -> {
                    waiting.countDown();
                    await(done);
                }));

        var first = CompletableFuture.supplyAsync(
                () -> instance(directory, slow, files).remove(TRIAL));
        var ended = first.whenComplete((receipt, failure) -> done.countDown());
        await(purging);
        RemovalReceipt second = other.remove(TRIAL);

        assertThat(second).isEqualTo(ended.get(10, TimeUnit.SECONDS));
        assertThat(second.stores()).contains(new StoreReceipt("orders", 3, 0));
        assertThat(orders.purges()).isEqualTo(1);
        assertThat(directory.receipt(TRIAL)).contains(second);
    }

    @Test
    void tellsWhoeverWaitsInVainToAskAgain() {
        open();
        directory.lease(
                "remove/trial", "another", time.instant(), time.instant().plus(Duration.ofDays(1)));

        assertThatThrownBy(() -> lifecycle.remove(TRIAL))
                .isInstanceOf(TenantConflictException.class)
                .hasMessageContaining("ask again");
        assertThat(orders.purges()).isZero();
    }

    @Test
    void neverOverwritesTheReceiptOfWhoTookOver() {
        open();
        orders.put(TRIAL, "a", "b");
        RemovalReceipt[] others = new RemovalReceipt[1];
        TenantStore stuck = orders.whenPurged(() -> {
            time.pass(RemovalRun.LEASE.plusSeconds(1));
            others[0] = lifecycle.remove(TRIAL);
        });

        assertThatThrownBy(() -> instance(directory, stuck, files).remove(TRIAL))
                .isInstanceOf(TenantConflictException.class);

        assertThat(others[0].stores()).contains(new StoreReceipt("orders", 3, 0));
        assertThat(directory.receipt(TRIAL)).contains(others[0]);
    }

    @Test
    void isNotTakenOverWhileAStoreTellsThatItGoesOn() {
        open();
        TenantStore slow = new Slow(
                RemovalRun.LEASE.dividedBy(2),
                10,
                () -> assertThat(directory.lease(
                                "remove/trial",
                                "another",
                                time.instant(),
                                time.instant().plus(Duration.ofDays(1))))
                        .isFalse());

        assertThat(instance(directory, slow).remove(TRIAL).stores())
                .containsExactly(new StoreReceipt("slow", 10, 0, "it took its time"));
        assertThat(directory.removal(TRIAL).orElseThrow().stores())
                .containsExactly(new StoreReceipt("slow", 10, 0, "it took its time"));
    }

    /** A store that lets time pass, and tells of it. */
    private final class Slow implements TenantStore {

        private final Duration pause;
        private final int times;
        private final Runnable meanwhile;

        private Slow(Duration pause, int times, Runnable meanwhile) {
            this.pause = pause;
            this.times = times;
            this.meanwhile = meanwhile;
        }

        @Override
        public String name() {
            return "slow";
        }

        @Override
        public long purge(Tenant tenant) {
            throw new AssertionError("a removal hears of the progress");
        }

        @Override
        public long purge(Tenant tenant, Runnable goesOn) {
            for (int i = 0; i < times; i++) {
                time.pass(pause);
                goesOn.run();
                meanwhile.run();
            }
            return times;
        }

        @Override
        public long residue(Tenant tenant) {
            return 0;
        }

        @Override
        public Optional<String> note(Tenant tenant) {
            return Optional.of("it took its time");
        }
    }

    private TenantLifecycle instance(TenantDirectory shared, TenantStore... stores) {
        return new TenantLifecycle(
                shared, List.of(stores), List.of(orders), time, new Drain(inFlight, Drain.DEFAULT_LONGEST, time));
    }

    private Tenant open() {
        return lifecycle.open(trial());
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
