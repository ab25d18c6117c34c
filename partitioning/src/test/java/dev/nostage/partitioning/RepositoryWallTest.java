package dev.nostage.partitioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import dev.nostage.event.SecurityLog;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.TenantRefusedException;
import dev.nostage.tenancy.Tenants;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RepositoryWallTest {

    private static final Tenant ACME = Tenant.live("acme");
    private static final Tenant GLOBEX = Tenant.live("globex");
    /** Another that got the id after the first was removed. */
    private static final Tenant REOPENED =
            new Tenant(ACME.id(), ACME.kind(), ACME.plan(), ACME.status(), null, Map.of(), 2);

    private final SecurityLog security = new SecurityLog(() -> 0);
    private final RepositoryWall wall = new RepositoryWall(security);
    private final Logged log = new Logged(SecurityLog.LOGGER);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void letsATenantEnterAndNobodyElse() {
        assertThatCode(() -> Tenants.runAs(ACME, () -> wall.enter("Ledgers.save", true)))
                .doesNotThrowAnyException();
        for (boolean writes : new boolean[] {true, false}) {
            assertThatThrownBy(() -> wall.enter("Ledgers.save", writes))
                    .isInstanceOf(TenantMissingException.class)
                    .hasMessageStartingWith("Ledgers.save was called with no tenant bound");
        }
    }

    @Test
    void letsReadAndNotWriteWhereNothingMayBeWritten() {
        ReadOnly readOnly = new ReadOnly(() -> new TenantRefusedException("travelling"));
        RequestContext.empty()
                .with(Tenants.KEY, ACME)
                .with(ReadOnly.KEY, readOnly)
                .run(() -> {
                    wall.enter("Ledgers.find", false);
                    assertThatThrownBy(() -> wall.enter("Ledgers.save", true)).hasMessage("travelling");
                });
    }

    @Test
    void stampsAnEntityForTheTenantThatItNamesOrNone() {
        Tenants.runAs(ACME, () -> {
            assertThat(wall.stamp("Ledger", null)).isEqualTo("acme");
            assertThat(wall.stamp("Ledger", "acme")).isEqualTo("acme");
            for (String other : List.of("globex", "", "ACME", "acme ")) {
                assertThatThrownBy(() -> wall.stamp("Ledger", other)).isInstanceOf(CrossTenantException.class);
            }
        });
        assertThatThrownBy(() -> wall.stamp("Ledger", "acme")).isInstanceOf(TenantMissingException.class);
    }

    @Test
    void writesWhatItBlocksIntoTheSecurityLogAndNothingOfTheOtherTenant() {
        Tenants.runAs(
                ACME,
                () -> assertThatThrownBy(() -> wall.stamp("Ledger", "globex"))
                        .isInstanceOfSatisfying(
                                CrossTenantException.class,
                                e -> assertThat(e.entity()).isEqualTo("Ledger"))
                        .hasMessageStartingWith("A row of Ledger that is not tenant \"acme\"'s would have been written")
                        .hasMessageNotContaining("globex"));
        assertThat(log.lines())
                .containsExactly("entity=Ledger request_id=none tenant=acme what=cross-tenant-blocked"
                        + " would_have_been=written");
    }

    @Test
    void takesTheTenantThatAnEntityNamesAcrossTenants() {
        across(() -> {
            assertThat(wall.stamp("Ledger", "globex")).isEqualTo("globex");
            assertThatThrownBy(() -> wall.stamp("Ledger", null))
                    .isInstanceOf(CrossTenantException.class)
                    .hasMessageContaining("names none");
            wall.verifyLoaded("Ledger", "globex");
            Tenants.runAs(
                    ACME,
                    () -> assertThatThrownBy(() -> wall.verifyLoaded("Ledger", "globex"))
                            .isInstanceOf(CrossTenantException.class));
        });
    }

    @Test
    void showsATenantItsOwnEntities() {
        Tenants.runAs(ACME, () -> wall.verifyLoaded("Ledger", "acme"));
        assertThat(log.lines()).isEmpty();
        refuses("read", () -> wall.verifyLoaded("Ledger", "globex"));
        refuses("read", () -> wall.verifyLoaded("Ledger", null));
    }

    @Test
    void takesNoTenantForAnArgumentButTheCurrentOne() {
        Tenants.runAs(ACME, () -> wall.verifyArgument("Ledgers.find", "acme"));
        assertThat(log.lines()).isEmpty();
        refuses("reached", () -> wall.verifyArgument("Ledgers.find", "globex"));
        refuses("reached", () -> wall.verifyArgument("Ledgers.find", null));
        refuses("reached", () -> wall.verifyArgument("Ledgers.find", ACME.id()));
    }

    @Test
    void showsWhatWasAskedForToTheOneWhoAsked() {
        Tenants.runAs(ACME, () -> wall.verifyReader("Ledgers.stream", ACME));
        assertThat(log.lines()).isEmpty();
        refuses("read", () -> wall.verifyReader("Ledgers.stream", GLOBEX));
        refuses("read", () -> wall.verifyReader("Ledgers.stream", REOPENED));
        assertThatThrownBy(() -> wall.verifyReader("Ledgers.stream", ACME))
                .isInstanceOf(TenantMissingException.class)
                .hasMessageStartingWith("What Ledgers.stream returned was called");
    }

    @Test
    void keepsAConnectionOneTenants() {
        Tenants.runAs(ACME, () -> wall.verifyConnection("Ledgers.save", ACME));
        assertThat(log.lines()).isEmpty();
        refuses("switched", () -> wall.verifyConnection("Ledgers.save", GLOBEX));
        refuses("switched", () -> wall.verifyConnection("Ledgers.save", REOPENED));
    }

    private void refuses(String verb, Runnable call) {
        int before = log.lines().size();
        assertThatThrownBy(() -> Tenants.runAs(ACME, call::run)).isInstanceOf(CrossTenantException.class);
        assertThat(log.lines()).hasSize(before + 1);
        assertThat(log.lines().get(before)).contains("would_have_been=" + verb, "tenant=acme");
    }

    @Test
    void writesDownWhatIsNotProvenForNobodyToo() {
        assertThat(wall.unproven("Ledgers.find", "It is odd"))
                .hasMessage("Ledgers.find was not run. It is odd")
                .satisfies(e -> assertThat(e.entity()).isEqualTo("Ledgers.find"));
        assertThat(log.lines())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("tenant= ", "would_have_been=queried"));
    }

    @Test
    void findsTheRefusalThatAnotherExceptionWraps() {
        CrossTenantException refusal = new CrossTenantException("Ledger", "no");
        assertThat(RepositoryWall.refusalIn(new IllegalStateException(new IllegalStateException(refusal))))
                .containsSame(refusal);
        assertThat(RepositoryWall.refusalIn(new IllegalStateException(new IllegalStateException())))
                .isEmpty();
    }

    private void across(Runnable work) {
        Crossing.<@Nullable Object>call("Ledgers.sum", "test", new AuditLog(Clock.systemUTC()), security, () -> {
            work.run();
            return null;
        });
    }
}
