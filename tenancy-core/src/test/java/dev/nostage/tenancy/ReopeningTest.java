package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a live tenant may have an id that was tried before: only if nobody ever was served by it. */
final class ReopeningTest {

    private static final TenantId NEW = new TenantId("new");

    private final PassingTime time = new PassingTime();
    private final InMemoryTenantDirectory directory = new InMemoryTenantDirectory(List.of());
    private final Shelf orders = new Shelf("orders");
    private final TenantLifecycle lifecycle = lifecycle(orders);
    private final TenantLifecycle failing = lifecycle(orders, tenant -> {
        throw new IllegalStateException("no catalogue");
    });

    @Test
    void opensALiveTenantAgainWhoseOpeningFailed() {
        assertThatIllegalStateException().isThrownBy(() -> failing.open(Tenant.live("new")));
        assertThatIllegalStateException().isThrownBy(() -> failing.open(Tenant.live("new")));

        Tenant opened = lifecycle.open(Tenant.live("new"));

        assertThat(opened.isServed(time.instant())).isTrue();
        assertThat(orders.held(NEW)).isEqualTo(1);
    }

    @Test
    void neverOpensTheSameTenantTwice() {
        Tenant first = lifecycle.open(trial());
        lifecycle.remove(NEW);
        Tenant second = lifecycle.open(trial());

        assertThat(second.generation()).isGreaterThan(first.generation());
    }

    @Test
    void neverOpensTheSameTenantTwiceEvenByADirectoryThatForgetsWithItsProcess() {
        Tenant before = lifecycle.open(trial());
        time.pass(Duration.ofMillis(1));

        Tenant after =
                new TenantLifecycle(new InMemoryTenantDirectory(List.of()), List.of(), List.of(), time).open(trial());

        assertThat(after.generation()).isNotEqualTo(before.generation());
    }

    @Test
    void opensALiveTenantAgainWhoseOpeningWasCutOffAndRemoved() {
        directory.add(Tenant.live("new").with(TenantStatus.OPENING));
        orders.put(NEW, "half a catalogue");
        lifecycle.remove(NEW, "new");

        assertThatCode(() -> lifecycle.open(Tenant.live("new"))).doesNotThrowAnyException();
        assertThat(orders.held(NEW)).isEqualTo(1);
    }

    @Test
    void opensItAgainAlsoIfItsRemovalWasCutOffInBetween() {
        directory.add(Tenant.live("new").with(TenantStatus.OPENING));
        orders.breakDown(true);
        assertThatIllegalStateException().isThrownBy(() -> lifecycle.remove(NEW, "new"));
        assertRefused();

        orders.breakDown(false);
        lifecycle.remove(NEW);
        assertThatCode(() -> lifecycle.open(Tenant.live("new"))).doesNotThrowAnyException();
    }

    @Test
    void opensNoneWhoseDataIsNotAllGone() {
        orders.stick(1);
        assertThatIllegalStateException().isThrownBy(() -> failing.open(Tenant.live("new")));

        assertRefused();
    }

    @Test
    void opensNoneThatWasOpenOnce() {
        lifecycle.open(Tenant.live("new"));
        lifecycle.remove(NEW, "new");
        assertRefused();
    }

    @Test
    void opensNoneThatWasServedWhileItWasBeingOpened() {
        TenantLifecycle resumedAndFailing = lifecycle(tenant -> {
            lifecycle.suspend(tenant.id());
            lifecycle.resume(tenant.id());
            throw new IllegalStateException("no catalogue");
        });
        assertThatIllegalStateException().isThrownBy(() -> resumedAndFailing.open(Tenant.live("new")));
        assertRefused();
    }

    @Test
    void opensNoneWhoseIdAnEarlierTenantHadThatWasOpen() {
        lifecycle.open(trial());
        lifecycle.remove(NEW);
        assertThatIllegalStateException().isThrownBy(() -> failing.open(trial()));
        assertRefused();
    }

    @Test
    void opensNoneWhileTheFailingTryMayStillWrite() {
        Drain impatient = new Drain(new InFlight(), Duration.ZERO, time);
        TenantLifecycle both = new TenantLifecycle(directory, List.of(orders), List.of(), time, impatient);
        TenantLifecycle opening = new TenantLifecycle(
                directory,
                List.of(orders),
                List.of(tenant -> {
                    both.remove(tenant.id(), "new");
                    assertRefused();
                }),
                time,
                impatient);

        assertThatThrownBy(() -> opening.open(Tenant.live("new"))).isInstanceOf(TenantConflictException.class);
    }

    private void assertRefused() {
        assertThatThrownBy(() -> lifecycle.open(Tenant.live("new"))).isInstanceOf(TenantConflictException.class);
    }

    private TenantLifecycle lifecycle(TenantInitializer... initializers) {
        return new TenantLifecycle(directory, List.of(orders), List.of(initializers), time);
    }

    private static Tenant trial() {
        return Tenant.test("new", Instant.parse("2999-01-01T00:00:00Z"));
    }
}
