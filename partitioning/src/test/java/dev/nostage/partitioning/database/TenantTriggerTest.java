package dev.nostage.partitioning.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.Crossing;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.TenantRefusedException;
import dev.nostage.tenancy.Tenants;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TenantTriggerTest {

    private static final Tenant ACME = Tenant.live("acme");
    private static final Object[] OWN = {"globex", "acme", "globex"};
    private static final Object[] ANOTHERS = {"acme", "globex", "acme"};

    private final TestDatabase database = TestDatabase.h2();
    private final TenantTrigger trigger = new TenantTrigger();

    @BeforeEach
    void namesTheTenantInTheMiddle() throws SQLException {
        database.owner(
                "create table note (text varchar(9), tenant_id varchar(9), tags varchar(9))",
                "create table other (tenant_id varchar(9))",
                "create table bare (id int)");
        init("NOTE");
    }

    private void init(String table) throws SQLException {
        try (Connection connection = database.owner().getConnection()) {
            trigger.init(connection, "PUBLIC", "nostage", table, true, 0);
        }
    }

    private void fire(Object @Nullable [] before, Object @Nullable [] after) {
        Tenants.runAs(ACME, () -> trigger.fire(null, before, after));
    }

    @Test
    void letsATenantWriteItsOwnRows() {
        assertThatCode(() -> {
                    fire(null, OWN);
                    fire(OWN, OWN);
                    fire(OWN, null);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void looksAtARowBeforeAndAfter() {
        for (Object[][] write :
                new Object[][][] {{ANOTHERS, null}, {null, ANOTHERS}, {OWN, ANOTHERS}, {ANOTHERS, OWN}}) {
            assertThatThrownBy(() -> fire(write[0], write[1]))
                    .isInstanceOf(CrossTenantException.class)
                    .hasMessageStartingWith("A row of NOTE that is not tenant \"acme\"'s");
        }
        assertThatThrownBy(() -> fire(null, new Object[] {"acme", null, "acme"}))
                .isInstanceOf(CrossTenantException.class);
    }

    @Test
    void writesForNobodyOnlyAcrossTenants() {
        assertThatThrownBy(() -> trigger.fire(null, null, OWN))
                .isInstanceOf(TenantMissingException.class)
                .hasMessageStartingWith("A row of NOTE would have been written with no tenant bound");
        String done =
                Crossing.call("Notes.move", "test", new AuditLog(Clock.systemUTC()), new SecurityLog(() -> 0), () -> {
                    trigger.fire(null, OWN, ANOTHERS);
                    assertThatThrownBy(() -> fire(null, ANOTHERS)).isInstanceOf(CrossTenantException.class);
                    return "done";
                });
        assertThat(done).isEqualTo("done");
    }

    @Test
    void writesNothingWhereNothingMayBeWritten() {
        ReadOnly readOnly = new ReadOnly(() -> new TenantRefusedException("travelling"));

        readOnly.within(RequestContext.empty())
                .run(() -> assertThatThrownBy(() -> fire(OWN, OWN)).hasMessage("travelling"));
    }

    @Test
    void failsOnATableThatNamesNoTenant() {
        TenantTrigger fresh = new TenantTrigger();
        assertThatThrownBy(() -> {
                    try (Connection connection = database.owner().getConnection()) {
                        fresh.init(connection, "PUBLIC", "nostage", "BARE", true, 0);
                    }
                })
                .isInstanceOf(SQLException.class)
                .hasMessage("Table \"BARE\" has no tenant_id any more");
    }
}
