package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TenantTest {

    private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");

    @ParameterizedTest
    @EnumSource(
            value = TenantKind.class,
            names = {"TEST", "SYNTHETIC"})
    void whatIsNotLiveMustEnd(TenantKind kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tenant(
                        new TenantId("trial"), kind, Tenant.DEFAULT_PLAN, TenantStatus.ACTIVE, null, Map.of()))
                .withMessageContainingAll("trial", kind.name(), "time to live");
    }

    @Test
    void onlyAnActiveTenantIsServedAndOnlyBeforeItsExpiry() {
        Tenant trial = Tenant.test("trial", NOW);

        assertThat(trial.isServed(NOW.minusNanos(1))).isTrue();
        assertThat(trial.isServed(NOW)).isFalse();
        assertThat(Tenant.live("acme").isServed(Instant.MAX)).isTrue();
        for (TenantStatus status : TenantStatus.values()) {
            assertThat(Tenant.live("acme").with(status).isServed(NOW)).isEqualTo(status == TenantStatus.ACTIVE);
        }
    }

    @Test
    void keepsItsAttributesFromLaterChange() {
        Map<String, String> attributes = new HashMap<>(Map.of("zone", "eu"));
        Tenant tenant = Tenant.live("acme").with(attributes);
        attributes.put("zone", "us");

        assertThat(tenant.attributes()).isEqualTo(Map.of("zone", "eu"));
        assertThatThrownBy(() -> tenant.attributes().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void isBoundForACallAndNotAfterIt() throws IOException {
        Tenant acme = Tenant.live("acme");
        Tenant globex = Tenant.live("globex");

        Tenants.runAs(acme, () -> {
            assertThat(Tenants.require()).isEqualTo(acme);
            assertThat(Tenants.callAs(globex, Tenants::require)).isEqualTo(globex);
            assertThat(Tenants.current()).contains(acme);
        });
        assertThatThrownBy(() -> Tenants.callAs(acme, () -> {
                    throw new IOException("as thrown");
                }))
                .isExactlyInstanceOf(IOException.class);

        assertThat(Tenants.current()).isEmpty();
    }

    @Test
    void isDemandedOnlyWhereOneIsBound() {
        assertThatThrownBy(Tenants::require)
                .isInstanceOf(TenantMissingException.class)
                .hasMessageContaining("Tenants.callAs");
    }

    @Test
    void mayWriteUnlessSomethingForbidsIt() {
        ReadOnly.refuseWrite();

        assertThatThrownBy(() -> RequestContext.empty()
                        .with(ReadOnly.KEY, new ReadOnly(() -> new TenantRefusedException("no writing")))
                        .run(ReadOnly::refuseWrite))
                .isInstanceOf(TenantRefusedException.class)
                .hasMessage("no writing");
    }

    @Test
    void mayWriteIfItIsOneOfThoseWhoMay() {
        Tenant acme = Tenant.live("acme");
        ReadOnly onlyAcme = new ReadOnly(acme::isSame, () -> new TenantRefusedException("acme alone"));

        onlyAcme.within(RequestContext.empty().with(Tenants.KEY, acme)).run(() -> {
            assertThat(ReadOnly.isDemanded()).isFalse();
            ReadOnly.refuseWrite();
            Tenants.runAs(
                    Tenant.live("globex"),
                    () -> assertThatThrownBy(ReadOnly::refuseWrite).hasMessage("acme alone"));
        });
        onlyAcme.within(RequestContext.empty()).run(() -> {
            assertThat(ReadOnly.isDemanded()).isTrue();
            assertThatThrownBy(ReadOnly::refuseWrite).hasMessage("acme alone");
        });
    }

    @Test
    void mayNotWriteWhereSomethingElseForbadeItBefore() {
        Tenant acme = Tenant.live("acme");
        ReadOnly nobody = new ReadOnly(() -> new TenantRefusedException("nobody"));
        ReadOnly anybody = new ReadOnly(tenant -> true, () -> new TenantRefusedException("never told"));

        anybody.within(nobody.within(RequestContext.empty().with(Tenants.KEY, acme)))
                .run(() -> assertThatThrownBy(ReadOnly::refuseWrite).hasMessage("nobody"));
    }
}
