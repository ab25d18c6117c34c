package dev.nostage.partitioning.jdbc;

import static dev.nostage.partitioning.jdbc.WalledDatabase.bound;
import static dev.nostage.partitioning.jdbc.WalledDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.jdbc.WalledDatabase.Jdbc;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantRefusedException;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WalledConnectionTest {

    private static final Tenant ACME = Tenant.live("acme");
    private static final Tenant GLOBEX = Tenant.live("globex");
    private static final String READ = "select text from note where tenant_id = ?";
    private static final String WRITE = "update note set text = ? where tenant_id = ?";

    private final WalledDatabase database = new WalledDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void putsNoNameOfAColumnIntoATextThatIsNotPlain() throws SQLException {
        String insert = "insert into note (tenant_id, text) values ('acme', 'x')";
        database.as(ACME, connection -> {
            Statement statement = connection.createStatement();
            for (String name :
                    List.of("(select max(text) from note)", "id; select 1", "", "1d", "a b", "**", "\"id\"")) {
                String[] columns = {"ID", name};
                for (Jdbc use : List.<Jdbc>of(
                        c -> c.prepareStatement(insert, columns),
                        c -> statement.execute(insert, columns),
                        c -> statement.executeUpdate(insert, columns),
                        c -> statement.executeLargeUpdate(insert, columns))) {
                    assertThatThrownBy(() -> use.on(connection)).isInstanceOf(StatementRefusedException.class);
                }
            }
            statement.execute(insert, new String[] {"ID"});
            ResultSet keys = statement.getGeneratedKeys();
            assertThat(keys.next()).isTrue();
            assertThat(keys.getLong(1)).isGreaterThanOrEqualTo(10);
        });
    }

    @Test
    void keepsATransactionOneTenants() throws SQLException {
        try (Connection connection = database.walled.getConnection()) {
            connection.setAutoCommit(false);
            Jdbc asAcme = c -> bound(c, WRITE, "changed", "acme").executeUpdate();
            Jdbc asGlobex = c -> bound(c, READ, "globex").executeQuery().close();
            run(ACME, connection, asAcme);
            assertThatThrownBy(() -> run(GLOBEX, connection, asGlobex))
                    .isInstanceOf(CrossTenantException.class)
                    .hasMessageContaining("transaction");
            connection.rollback();
            run(GLOBEX, connection, asGlobex);
            connection.commit();
            run(ACME, connection, asAcme);
            Savepoint savepoint = connection.setSavepoint();
            assertThatThrownBy(() -> run(GLOBEX, connection, c -> c.rollback(savepoint)))
                    .isInstanceOf(CrossTenantException.class);
            for (Jdbc end : List.<Jdbc>of(Connection::commit, c -> c.setAutoCommit(true))) {
                assertThatThrownBy(() -> run(GLOBEX, connection, end))
                        .isInstanceOf(CrossTenantException.class)
                        .hasMessageContaining("transaction");
            }
            run(GLOBEX, connection, Connection::rollback);
            run(ACME, connection, asAcme);
            connection.setAutoCommit(true);
            run(GLOBEX, connection, asGlobex);
        }
    }

    @Test
    void stampsATransactionOnceAndAgainAfterWhatMayHaveUndoneIt() throws SQLException {
        List<String> stamps = new ArrayList<>();
        try (WalledDatabase stamping = new WalledDatabase((physical, tenant) -> {
                    assertThat(physical.isWrapperFor(WalledConnection.class)).isFalse();
                    stamps.add(tenant.value());
                });
                Connection connection = stamping.walled.getConnection()) {
            Jdbc read = c -> bound(c, READ, "acme").executeQuery().close();
            connection.setAutoCommit(false);
            run(ACME, connection, read);
            run(ACME, connection, read);
            assertThat(stamps).containsExactly("acme");
            Savepoint savepoint = connection.setSavepoint();
            run(ACME, connection, c -> c.rollback(savepoint));
            run(ACME, connection, read);
            assertThat(stamps).hasSize(2);
            connection.commit();
            run(ACME, connection, read);
            assertThat(stamps).hasSize(3);
            connection.rollback();
            connection.setAutoCommit(true);
            run(ACME, connection, read);
            run(ACME, connection, read);
            assertThat(stamps).hasSize(5);
        }
    }

    @Test
    void runsNothingThatCouldNotBeStamped() throws SQLException {
        try (WalledDatabase stamping = new WalledDatabase((physical, tenant) -> {
                    throw new SQLException("no stamp");
                });
                Connection connection = stamping.walled.getConnection()) {
            assertThatThrownBy(() -> run(
                            ACME, connection, c -> bound(c, WRITE, "x", "acme").executeUpdate()))
                    .hasMessage("no stamp");
            assertThat(stamping.value("select text from note where tenant_id = 'acme'"))
                    .isEqualTo("ours");
        }
    }

    @Test
    void asksTheRulesOfOthersEachTime() throws SQLException {
        boolean[] travelling = {false};
        StatementRule rule = statement -> {
            if (travelling[0] && !statement.times().isEmpty()) {
                throw new TenantRefusedException("asks for the time by " + statement.times());
            }
        };
        try (WalledDatabase ruled = new WalledDatabase(TransactionStamp.NONE, rule);
                Connection connection = ruled.walled.getConnection()) {
            Jdbc now = c -> bound(c, "select current_timestamp from note where tenant_id = ?", "acme")
                    .executeQuery()
                    .close();
            run(ACME, connection, now);
            travelling[0] = true;
            assertThatThrownBy(() -> run(ACME, connection, now)).hasMessage("asks for the time by [current_timestamp]");
        }
    }

    @Test
    void showsARuleTheTimeThatIsAskedByAValueHoweverThatIsBound() throws SQLException {
        StatementRule rule = statement -> {
            if (!statement.times().isEmpty()) {
                throw new TenantRefusedException("asks for the time by " + statement.times());
            }
        };
        try (WalledDatabase ruled = new WalledDatabase(TransactionStamp.NONE, rule)) {
            ruled.as(ACME, connection -> {
                PreparedStatement query =
                        connection.prepareStatement("select cast(? as date) from note where tenant_id = ?");
                query.setString(2, "acme");
                List<Jdbc> bindings = List.of(
                        c -> query.setString(1, "now"),
                        c -> query.setObject(1, "Tomorrow 10:00"),
                        c -> query.setObject(1, "now", Types.VARCHAR),
                        c -> query.setObject(1, "now", Types.OTHER),
                        c -> query.setObject(1, "now", JDBCType.OTHER));
                for (Jdbc binding : bindings) {
                    binding.on(connection);
                    assertThatThrownBy(query::executeQuery).hasMessageStartingWith("asks for the time by ['");
                    assertThatThrownBy(query::addBatch).hasMessageStartingWith("asks for the time by ['");
                }
                query.setString(1, "2026-11-27");
                query.executeQuery().close();
                query.setObject(1, LocalDate.EPOCH);
                query.executeQuery().close();
            });
        }
    }

    @Test
    void handsOutNothingThatIsBehindTheWall() throws SQLException {
        database.as(ACME, connection -> {
            PreparedStatement prepared = bound(connection, "select text from note where tenant_id = ?", "acme");
            Statement plain = connection.createStatement();
            ResultSet rows = prepared.executeQuery();
            rows.next();
            for (java.sql.Wrapper wrapper :
                    List.of(database.walled, connection, prepared, plain, rows, connection.getMetaData())) {
                assertThat(wrapper.isWrapperFor(JdbcConnection.class)).isFalse();
                assertThatThrownBy(() -> wrapper.unwrap(JdbcConnection.class))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("data source of its own");
            }
            assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
            assertThat(prepared.getConnection()).isSameAs(connection);
            assertThat(plain.getConnection()).isSameAs(connection);
            assertThat(rows.getStatement()).isSameAs(prepared);
            assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
            try (ResultSet tables = connection.getMetaData().getTables(null, null, "NOTE", null)) {
                assertThat(tables.next()).isTrue();
                assertThat(tables.getStatement()).isNull();
            }
        });
    }

    @Test
    void refusesWhatWouldChangeOrWidenTheView() throws SQLException {
        List<Jdbc> refused = List.of(
                connection -> connection.prepareCall("{call x()}"),
                connection -> connection.prepareCall("x", 1, 1),
                connection -> connection.prepareCall("x", 1, 1, 1),
                connection -> connection.setSchema("OTHER"),
                connection -> connection.setCatalog("OTHER"),
                connection -> connection.setClientInfo("a", "b"),
                connection -> connection.setClientInfo(new java.util.Properties()),
                connection -> connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE),
                connection -> connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE, 1),
                connection ->
                        connection.prepareStatement(READ, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE),
                connection ->
                        connection.prepareStatement(READ, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE, 1),
                connection -> {
                    ResultSet rows = bound(connection, READ, "acme").executeQuery();
                    rows.next();
                    rows.updateString(1, "x");
                },
                connection -> bound(connection, READ, "acme").executeQuery().deleteRow());
        for (Jdbc work : refused) {
            assertThatThrownBy(() -> database.as(ACME, work))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining(" here"); // which H2 never says, who refuses some of it too
        }
    }
}
