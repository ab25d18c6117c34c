package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.nostage.event.Logged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReaperTest {

    private final PassingTime time = new PassingTime();
    private final InMemoryTenantDirectory directory = new InMemoryTenantDirectory(List.of());
    private final Shelf orders = new Shelf("orders");
    private final Reaper reaper = reaper(orders);
    private final Logged audited = new Logged(AuditLog.LOGGER, Level.INFO);

    @AfterEach
    void close() {
        audited.close();
    }

    @Test
    void removesExpiredTestAndSyntheticTenantsWhateverTheirStatus() {
        add("test", TenantKind.TEST, TenantStatus.ACTIVE, Duration.ZERO);
        add("synthetic", TenantKind.SYNTHETIC, TenantStatus.ACTIVE, Duration.ofMinutes(-5));
        add("suspended", TenantKind.TEST, TenantStatus.SUSPENDED, Duration.ofDays(-1));
        add("opening", TenantKind.TEST, TenantStatus.OPENING, Duration.ofDays(-1));

        assertThat(reaper.reap()).isEqualTo(4);
        assertThat(directory.list(null, 10)).isEmpty();
        assertThat(reaper.reap()).isZero();
    }

    @Test
    void leavesWhatIsNotExpired() {
        Tenant young = add("young", TenantKind.TEST, TenantStatus.ACTIVE, Duration.ofMillis(1));

        assertThat(reaper.reap()).isZero();
        assertThat(directory.find(young.id())).contains(young);
    }

    @Test
    void neverRemovesALiveTenantForItsExpiry() {
        Tenant live = add("live", TenantKind.LIVE, TenantStatus.ACTIVE, Duration.ofDays(-1));

        assertThat(reaper.reap()).isZero();
        assertThat(directory.find(live.id())).contains(live);
    }

    @Test
    void goesOnWithWhatWasCutOffWhoeverItIs() {
        add("begun", TenantKind.LIVE, TenantStatus.REMOVING, Duration.ofDays(1));

        assertThat(reaper.reap()).isEqualTo(1);
        assertThat(directory.receipt(new TenantId("begun"))).isPresent();
    }

    @Test
    void looksAtEveryPageOfTheDirectory() {
        for (int i = 0; i < 250; i++) {
            add("t" + i, i % 2 == 0 ? TenantKind.LIVE : TenantKind.TEST, TenantStatus.ACTIVE, Duration.ZERO);
        }

        assertThat(reaper.reap()).isEqualTo(125);
    }

    @Test
    void removesTheRestThoughOneFails() {
        add("a", TenantKind.TEST, TenantStatus.ACTIVE, Duration.ZERO);
        add("b", TenantKind.TEST, TenantStatus.ACTIVE, Duration.ZERO);
        add("c", TenantKind.TEST, TenantStatus.ACTIVE, Duration.ZERO);
        List<Throwable> failures =
                new ArrayList<>(List.of(new IllegalStateException("down"), new NoClassDefFoundError("missing")));
        TenantStore failing = orders.whenPurged(() -> {
            if (!failures.isEmpty()) {
                ReaperTest.<RuntimeException>sneak(failures.remove(0));
            }
        });

        assertThat(reaper(failing).reap()).isEqualTo(1);
        assertThat(directory.list(null, 10)).extracting(Tenant::status).containsOnly(TenantStatus.REMOVING);
        assertThat(reaper.reap()).isEqualTo(2);
        assertThat(audited.pairs())
                .extracting(line -> line.get("who") + " " + line.get("tenant") + " " + line.get("outcome"))
                .containsExactly(
                        "reaper a failed", "reaper b failed", "reaper c done", "reaper a done", "reaper b done");
    }

    @Test
    void runsOnOneInstanceAtATime() throws Exception {
        add("a", TenantKind.TEST, TenantStatus.ACTIVE, Duration.ZERO);
        add("b", TenantKind.TEST, TenantStatus.ACTIVE, Duration.ZERO);
        CountDownLatch purging = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        Reaper slow = reaper(orders.whenPurged(() -> {
            purging.countDown();
            await(looked);
        }));

        var first = CompletableFuture.supplyAsync(slow::reap);
        await(purging);
        assertThat(reaper.reap()).isZero();
        looked.countDown();

        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(orders.purges()).isEqualTo(2);
    }

    @Test
    void takesOverFromAnInstanceThatDied() {
        add("a", TenantKind.TEST, TenantStatus.ACTIVE, Duration.ZERO);
        directory.lease(
                Reaper.LEASE_NAME, "dead", time.instant(), time.instant().plus(Reaper.LEASE));

        assertThat(reaper.reap()).isZero();
        time.pass(Reaper.LEASE);
        assertThat(reaper.reap()).isEqualTo(1);
    }

    private Reaper reaper(TenantStore store) {
        Drain drain = new Drain(new InFlight(), Drain.DEFAULT_LONGEST, time);
        TenantLifecycle lifecycle = new TenantLifecycle(directory, List.of(store), List.of(), time, drain);
        return new Reaper(directory, lifecycle, new AuditLog(time), time);
    }

    private Tenant add(String id, TenantKind kind, TenantStatus status, Duration left) {
        Tenant tenant = new Tenant(
                new TenantId(id), kind, "default", status, time.instant().plus(left), Map.of());
        assertThat(directory.add(tenant)).isTrue();
        return tenant;
    }

    @SuppressWarnings("unchecked") // the compiler takes it for what it is told
    private static <X extends Throwable> void sneak(Throwable thrown) throws X {
        throw (X) thrown;
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
