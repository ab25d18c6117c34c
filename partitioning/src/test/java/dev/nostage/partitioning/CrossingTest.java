package dev.nostage.partitioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import dev.nostage.event.SecurityLog;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CrossingTest {

    private static final Tenant ACME = Tenant.live("acme");

    private final AuditLog audit = new AuditLog(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    private final Logged audited = new Logged(AuditLog.LOGGER);
    private final Logged suspected = new Logged(SecurityLog.LOGGER);

    @AfterEach
    void close() {
        audited.close();
        suspected.close();
    }

    private <V> V across(Supplier<V> work) {
        return Crossing.call("Ledgers.sum", "the month's invoices", audit, new SecurityLog(() -> 0), work::get);
    }

    @Test
    void isOpenForNobodyAloneAndOnlyAsLongAsItsWorkRuns() {
        assertThat(Crossing.isOpen()).isFalse();
        boolean[] open = Tenants.callAs(
                ACME,
                () -> across(() -> new boolean[] {
                    Crossing.isOpen(),
                    Tenants.callAs(ACME, Crossing::isOpen),
                    Tenants.current().isEmpty()
                }));
        assertThat(open).containsExactly(true, false, true);
        assertThat(Crossing.isOpen()).isFalse();
    }

    @Test
    void isDemandedByWhatReachesEveryTenantsRows() {
        across(() -> {
            Crossing.demand("Ledgers");
            return true;
        });
        assertThatThrownBy(() -> Crossing.demand("Ledgers"))
                .isInstanceOfSatisfying(
                        CrossTenantException.class, e -> assertThat(e.entity()).isEqualTo("Ledgers"))
                .hasMessageContaining("outside of such work");
        assertThatThrownBy(() -> Tenants.runAs(ACME, () -> Crossing.demand("Ledgers")))
                .hasMessageContaining("for tenant \"acme\"");
        assertThatThrownBy(() -> across(() -> Tenants.callAs(ACME, () -> {
                    Crossing.demand("Ledgers");
                    return true;
                })))
                .hasMessageContaining("for tenant \"acme\"");
    }

    @Test
    void isWrittenDownWithWhoDoesItForWhomAndWhy() {
        across(() -> true);
        RequestContext.empty()
                .with(Tenants.KEY, ACME)
                .with(AuditLog.WHO, "ann")
                .run(() -> assertThat(across(() -> "sum")).isEqualTo("sum"));
        assertThat(suspected.lines())
                .containsExactly(
                        "because=the month's invoices method=Ledgers.sum request_id=none tenant=nobody what=across-tenants",
                        "because=the month's invoices method=Ledgers.sum request_id=none tenant=acme what=across-tenants");
        String rest = " when=1970-01-01T00:00:00Z";
        assertThat(audited.lines())
                .containsExactly(
                        "action=cross Ledgers.sum outcome=done tenant=nobody" + rest + " who=application",
                        "action=cross Ledgers.sum outcome=done tenant=acme" + rest + " who=ann");
    }
}
