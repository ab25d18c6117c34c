package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work that is done for every tenant. */
final class TenantsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Tenant ACME = Tenant.live("acme");
    private static final Tenant GLOBEX = Tenant.live("globex");
    private static final Tenant TRIAL = Tenant.test("trial", NOW.plus(Duration.ofHours(1)));

    private final TenantDirectory directory = new InMemoryTenantDirectory(List.of(TRIAL, GLOBEX, ACME));
    private final Tenants tenants = new Tenants(directory, Clock.fixed(NOW, ZoneOffset.UTC));
    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void nobodyStaysBound() {
        assertThat(Tenants.current()).isEmpty();
    }

    @Test
    void runsItOnceForEachBoundToItself() {
        tenants.forEach(tenant -> true, tenant -> {
            assertThat(Tenants.require()).isSameAs(tenant);
            see(tenant);
        });

        assertThat(seen).containsExactly("acme", "globex", "trial");
    }

    @Test
    void leavesOutWhomTheFilterDoesNotLetPass() {
        tenants.forEach(Tenant::isLive, this::see);

        assertThat(seen).containsExactly("acme", "globex");
    }

    @Test
    void leavesOutTheSuspendedTheRemovedAndTheExpired() {
        directory.replace(ACME, ACME.with(TenantStatus.SUSPENDED));
        directory.replace(GLOBEX, GLOBEX.with(TenantStatus.REMOVED));
        directory.add(Tenant.test("late", NOW));

        tenants.forEach(tenant -> true, this::see);

        assertThat(seen).containsExactly("trial");
    }

    @Test
    void leavesOutWhoIsSuspendedBeforeItsTurnComes() {
        tenants.forEach(tenant -> true, tenant -> {
            see(tenant);
            directory.replace(GLOBEX, GLOBEX.with(TenantStatus.SUSPENDED));
        });

        assertThat(seen).containsExactly("acme", "trial");
    }

    @Test
    void goesOnAfterOneThatFailsAndNamesItAtTheEnd() {
        Exception checked = new IOException("the disk of acme");
        Error error = new StackOverflowError("the stack of globex");

        TenantWorkException failure = catchThrowableOfType(
                TenantWorkException.class,
                () -> tenants.forEach(tenant -> true, tenant -> {
                    see(tenant);
                    if (tenant.equals(ACME)) {
                        throw checked;
                    }
                    if (tenant.equals(GLOBEX)) {
                        throw error;
                    }
                }));

        assertThat(seen).containsExactly("acme", "globex", "trial");
        assertThat(failure).hasMessage("Work failed for 2 tenants (acme, globex)");
        assertThat(failure.tenants()).containsExactly(ACME.id(), GLOBEX.id());
        assertThat(failure.getSuppressed()).containsExactly(checked, error);
        assertThat(failure.wasInterrupted()).isFalse();
        assertThat(failure.problem().detail()).doesNotContain("acme");
    }

    @Test
    void takesAFilterThatFailsForThatTenantsFailure() {
        assertThatThrownBy(() -> tenants.forEach(tenant -> tenant.expiresAt().isAfter(NOW), this::see))
                .isInstanceOf(TenantWorkException.class)
                .hasMessageContaining("acme, globex");
        assertThat(seen).containsExactly("trial");
    }

    @Test
    void endsEarlyWhenInterruptedAndStaysInterrupted() {
        assertThatThrownBy(() -> tenants.forEach(tenant -> true, tenant -> {
                    see(tenant);
                    throw new InterruptedException("as thrown");
                }))
                .isInstanceOf(TenantWorkException.class)
                .hasMessageContaining("left out");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(seen).containsExactly("acme");
    }

    @Test
    void endsAtOnceWhereTheMachineItselfIsBroken() {
        assertThatThrownBy(() -> tenants.forEach(tenant -> true, tenant -> {
                    see(tenant);
                    throw new OutOfMemoryError("as thrown");
                }))
                .isExactlyInstanceOf(OutOfMemoryError.class);

        assertThat(seen).containsExactly("acme");
    }

    @Test
    void turnsManyPagesAndKeepsOnlyTheFirstFailuresWhole() {
        TenantDirectory many = new InMemoryTenantDirectory(IntStream.range(0, 1_201)
                .mapToObj(i -> Tenant.live("t%04d".formatted(i)))
                .toList());

        TenantWorkException failure = catchThrowableOfType(
                TenantWorkException.class,
                () -> new Tenants(many, Clock.fixed(NOW, ZoneOffset.UTC)).forEach(tenant -> true, tenant -> {
                    see(tenant);
                    throw new IllegalStateException("as thrown");
                }));

        assertThat(seen).hasSize(1_201).doesNotHaveDuplicates();
        assertThat(failure.tenants()).hasSize(1_201);
        assertThat(failure.getSuppressed()).hasSize(100);
        assertThat(failure).hasMessageContaining("t0019 and 1181 more");
    }

    private void see(Tenant tenant) {
        seen.add(tenant.id().value());
    }
}
