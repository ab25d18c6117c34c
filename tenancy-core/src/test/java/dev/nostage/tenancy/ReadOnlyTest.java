package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What else of the core asks where nothing may be written. */
final class ReadOnlyTest {

    private static final Tenant ACME = Tenant.live("acme");
    private final Tenant trial = Tenant.test("trial", Instant.now().plus(Duration.ofHours(1)));

    private final InMemoryTenantDirectory directory = new InMemoryTenantDirectory(List.of());
    private final List<Tenant> initialized = new ArrayList<>();
    private final TenantLifecycle lifecycle =
            new TenantLifecycle(directory, List.of(), List.of(initialized::add), Clock.systemUTC());

    @Test
    void changesNoTenantWhereNothingMayBeWritten() {
        Tenant opened = lifecycle.open(trial);
        initialized.clear();

        nothing().within(RequestContext.empty().with(Tenants.KEY, ACME)).run(() -> {
            assertRefused(() -> lifecycle.open(Tenant.live("globex")));
            assertRefused(() -> lifecycle.suspend(opened.id()));
            assertRefused(() -> lifecycle.resume(opened.id()));
            assertRefused(() -> lifecycle.remove(opened.id()));
        });

        assertThat(initialized).isEmpty();
        assertThat(directory.list(null, 10)).containsExactly(opened);
        assertThat(lifecycle.suspend(opened.id()).status()).isEqualTo(TenantStatus.SUSPENDED);
    }

    /** Or its stores would be asked to be emptied halfway, and refuse. */
    @Test
    void changesTheTenantsForWhomMayBeWrittenWhoeverAsks() {
        Tenant opened = lifecycle.open(trial);
        ReadOnly onlyTrial = new ReadOnly(opened::isSame, () -> new TenantRefusedException("read only"));

        onlyTrial.within(RequestContext.empty().with(Tenants.KEY, opened)).run(() -> {
            assertRefused(() -> lifecycle.open(Tenant.live("globex")));
            lifecycle.suspend(opened.id());
        });
        onlyTrial.within(RequestContext.empty()).run(() -> lifecycle.remove(opened.id()));

        assertThat(directory.findNow(opened.id()).orElseThrow().status()).isEqualTo(TenantStatus.REMOVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "CONNECT", "PROPFIND", "get", ""})
    void letsNoCallPassThatMayWrite(String method) {
        nothing().within(RequestContext.empty()).run(() -> assertRefused(() -> ReadOnly.refuseCall(method)));
        assertThatCode(() -> ReadOnly.refuseCall(method)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "TRACE"})
    void letsACallPassThatOnlyAsks(String method) {
        nothing()
                .within(RequestContext.empty())
                .run(() -> assertThatCode(() -> ReadOnly.refuseCall(method)).doesNotThrowAnyException());
    }

    private static ReadOnly nothing() {
        return new ReadOnly(() -> new TenantRefusedException("read only"));
    }

    private static void assertRefused(Runnable work) {
        assertThatThrownBy(work::run).isInstanceOf(TenantRefusedException.class).hasMessage("read only");
    }
}
