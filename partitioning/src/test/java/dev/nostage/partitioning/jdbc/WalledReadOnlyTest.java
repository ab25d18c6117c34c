package dev.nostage.partitioning.jdbc;

import static dev.nostage.partitioning.jdbc.WalledDatabase.bound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.jdbc.WalledDatabase.Jdbc;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantRefusedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the second wall does for whoever only reads. */
final class WalledReadOnlyTest {

    private static final Tenant ACME = Tenant.live("acme");
    private static final String WRITE = "update note set text = ? where tenant_id = ?";

    private final WalledDatabase database = new WalledDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void writesNothingWhereNothingMayBeWritten() {
        ReadOnly readOnly = new ReadOnly(() -> new TenantRefusedException("travelling"));
        List<Jdbc> writes = List.of(
                connection -> bound(connection, WRITE, "x", "acme").executeUpdate(),
                connection -> bound(connection, WRITE, "x", "acme").addBatch(),
                connection -> connection.createStatement().execute("delete from note where tenant_id = 'acme'"),
                connection -> connection.createStatement().execute("insert into country values ('fr')"));
        for (Jdbc write : writes) {
            assertThatThrownBy(() -> database.as(
                            ACME,
                            connection -> RequestContext.current()
                                    .with(ReadOnly.KEY, readOnly)
                                    .<Void, SQLException>call(() -> {
                                        write.on(connection);
                                        return null;
                                    })))
                    .hasMessage("travelling");
        }
        assertThatThrownBy(() -> database.as(ACME, connection -> {
                    PreparedStatement batch = bound(connection, WRITE, "x", "acme");
                    batch.addBatch();
                    RequestContext.current().with(ReadOnly.KEY, readOnly).<Void, SQLException>call(() -> {
                        batch.executeBatch();
                        return null;
                    });
                }))
                .hasMessage("travelling");
        assertThat(database.value("select text from note where tenant_id = 'acme'"))
                .isEqualTo("ours");
    }

    @Test
    void leavesNothingElseBehindWhereNothingMayBeWritten() throws SQLException {
        database.execute("create sequence numbers");
        ReadOnly readOnly = new ReadOnly(() -> new TenantRefusedException("travelling"));
        List<String> effects = List.of(
                "select nextval('numbers') from note where tenant_id = ?",
                "select next value for numbers from note where tenant_id = ?",
                "select id from note where tenant_id = ? for update");
        for (String sql : effects) {
            database.as(ACME, connection -> {
                PreparedStatement query = bound(connection, sql, "acme");
                readOnly.within(RequestContext.current())
                        .run(() -> assertThatThrownBy(query::executeQuery).hasMessage("travelling"));
            });
        }
        assertThat(database.value("select nextval('numbers')")).isEqualTo("1");
    }

    @Test
    void lendsReadOnlyToWhoeverOnlyReadsAndTakesTheConnectionBackAsItWas() throws SQLException {
        Driver driver = new Driver();
        driver.yes = false;
        JdbcWall wall = new JdbcWall(sql -> null, List.of(), TransactionStamp.NONE, new SecurityLog(() -> 0));
        DataSource lending = new WalledDataSource(driver.open(DataSource.class), wall);
        ReadOnly readOnly = new ReadOnly(() -> new TenantRefusedException("travelling"));

        Connection lent = readOnly.within(RequestContext.empty()).call(lending::getConnection);
        assertThat(driver.heard()).contains("setReadOnly[true]");
        lent.setReadOnly(false);
        assertThat(driver.heard()).isEmpty();
        lent.close();
        assertThat(driver.heard()).containsSubsequence("rollback[]", "setReadOnly[false]", "close[]");

        Connection ordinary = lending.getConnection();
        ordinary.setReadOnly(true);
        ordinary.close();
        assertThat(driver.heard()).containsOnlyOnce("setReadOnly[true]").doesNotContain("setReadOnly[false]");
    }
}
