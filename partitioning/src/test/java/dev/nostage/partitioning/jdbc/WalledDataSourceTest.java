package dev.nostage.partitioning.jdbc;

import static dev.nostage.partitioning.jdbc.WalledDatabase.bound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.Logged;
import dev.nostage.partitioning.jdbc.WalledDatabase.Jdbc;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WalledDataSourceTest {

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
    void letsATenantWorkOnItsOwnRows() throws SQLException {
        database.as(ACME, connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into note (tenant_id, text) values (?, ?)", Statement.RETURN_GENERATED_KEYS)) {
                insert.setObject(1, "acme", Types.VARCHAR);
                insert.setString(2, "more");
                assertThat(insert.executeUpdate()).isOne();
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    assertThat(keys.next()).isTrue();
                    assertThat(keys.getInt(1)).isEqualTo(10);
                    assertThat(keys.getStatement()).isSameAs(insert);
                }
            }
            try (ResultSet rows = bound(
                            connection, "select text, tags from note where tenant_id = ? order by id", "acme")
                    .executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("text")).isEqualTo("ours");
                assertThat((Object[]) rows.getArray(2).getArray()).containsExactly("a");
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("more");
                assertThat(rows.next()).isFalse();
            }
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select count(*) from note where tenant_id = 'acme'")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(2);
            }
        });
    }

    @Test
    void stopsAStatementThatIsNotProvenOnEveryPathThatTakesText() throws SQLException {
        String all = "select * from note";
        String spoil = "update note set text = 'x'";
        List<Jdbc> paths = List.of(
                connection -> connection.prepareStatement(all),
                connection -> connection.prepareStatement(all, Statement.RETURN_GENERATED_KEYS),
                connection -> connection.prepareStatement(all, new int[] {1}),
                connection -> connection.prepareStatement(all, new String[] {"id"}),
                connection -> connection.prepareStatement(all, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY),
                connection -> connection.prepareStatement(
                        all,
                        ResultSet.TYPE_FORWARD_ONLY,
                        ResultSet.CONCUR_READ_ONLY,
                        ResultSet.HOLD_CURSORS_OVER_COMMIT),
                connection -> connection.createStatement().execute(spoil),
                connection -> connection.createStatement().execute(spoil, 1),
                connection -> connection.createStatement().execute(spoil, new int[] {1}),
                connection -> connection.createStatement().execute(spoil, new String[] {"id"}),
                connection -> connection.createStatement().executeQuery(all),
                connection -> connection.createStatement().executeUpdate(spoil),
                connection -> connection.createStatement().executeUpdate(spoil, 1),
                connection -> connection.createStatement().executeUpdate(spoil, new int[] {1}),
                connection -> connection.createStatement().executeUpdate(spoil, new String[] {"id"}),
                connection -> connection.createStatement().executeLargeUpdate(spoil),
                connection -> connection.createStatement().executeLargeUpdate(spoil, 1),
                connection -> connection.createStatement().executeLargeUpdate(spoil, new int[] {1}),
                connection -> connection.createStatement().executeLargeUpdate(spoil, new String[] {"id"}),
                connection -> connection.createStatement().addBatch(spoil),
                connection -> connection.createStatement().execute("drop table note"),
                connection -> connection.prepareStatement(READ).getConnection().prepareStatement(all));
        for (Jdbc path : paths) {
            assertThatThrownBy(() -> database.as(ACME, path)).isInstanceOf(StatementRefusedException.class);
        }
        assertThat(database.value("select count(*) from note where text = 'x'")).isEqualTo("0");
    }

    static List<Jdbc> everyWayToBindAnotherTenant() {
        return List.of(
                connection -> bound(connection, READ, "globex").executeQuery(),
                connection -> bound(connection, READ, "globex").execute(),
                connection -> bound(connection, WRITE, "x", "globex").executeUpdate(),
                connection -> bound(connection, WRITE, "x", "globex").executeLargeUpdate(),
                connection -> bound(connection, WRITE, "x", "globex").addBatch(),
                connection -> bound(connection, READ, "ACME").executeQuery(),
                connection -> bound(connection, READ, "acme ").executeQuery(),
                connection -> bound(connection, READ, "").executeQuery(),
                connection -> bound(connection, READ).executeQuery(),
                connection -> {
                    PreparedStatement statement = bound(connection, READ, "acme");
                    statement.clearParameters();
                    statement.executeQuery();
                },
                connection -> {
                    PreparedStatement statement = bound(connection, READ, "acme");
                    statement.executeQuery();
                    statement.setString(1, "globex");
                    statement.executeQuery();
                },
                connection -> {
                    PreparedStatement statement = bound(connection, READ, "acme");
                    statement.setNull(1, Types.VARCHAR);
                    statement.executeQuery();
                },
                connection -> {
                    PreparedStatement statement = bound(connection, READ, "acme");
                    statement.setObject(1, "globex");
                    statement.executeQuery();
                },
                connection -> {
                    PreparedStatement statement = bound(connection, READ, "acme");
                    statement.setObject(1, "acme", JDBCType.OTHER);
                    statement.executeQuery();
                },
                connection -> {
                    PreparedStatement statement = bound(connection, READ, "acme");
                    statement.setCharacterStream(1, new StringReader("globex"));
                    statement.executeQuery();
                },
                connection -> {
                    PreparedStatement statement = bound(connection, READ, "acme");
                    assertThatThrownBy(() -> statement.setObject(1, "globex", 987654, 1))
                            .isInstanceOf(SQLException.class);
                    statement.executeQuery();
                },
                connection ->
                        connection.createStatement().executeQuery("select * from note where tenant_id = 'globex'"),
                connection -> connection
                        .createStatement()
                        .executeQuery("select * from note where tenant_id = 'acme' and tenant_id = 'globex'"),
                connection -> bound(connection, "update note set tenant_id = ? where tenant_id = ?", "globex", "acme")
                        .executeUpdate());
    }

    @ParameterizedTest
    @MethodSource("everyWayToBindAnotherTenant")
    void stopsAnotherTenantsValueHoweverItIsBound(Jdbc work) {
        assertThatThrownBy(() -> database.as(ACME, work)).isInstanceOf(CrossTenantException.class);
        assertThat(database.value("select text from note where tenant_id = 'globex'"))
                .isEqualTo("SECRET");
        assertThat(database.value("select count(*) from note where tenant_id = 'globex'"))
                .isEqualTo("1");
    }

    @Test
    void saysWhichParameterWasNotBound() throws SQLException {
        database.as(ACME, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
                statement.setString(1, "lost");
                assertThatThrownBy(statement::executeUpdate)
                        .isInstanceOf(CrossTenantException.class)
                        .hasMessageContaining("parameter 2 of its statement")
                        .hasMessageContaining("is not bound");
                statement.setInt(2, 4711);
                assertThatThrownBy(statement::executeUpdate)
                        .isInstanceOf(CrossTenantException.class)
                        .hasMessageContaining("not bound as text");
                statement.setString(2, "acme");
                statement.clearParameters();
                assertThatThrownBy(statement::addBatch).hasMessageContaining("is not bound");
            }
        });
    }

    @Test
    void asksForATenantBeforeAnySql() throws SQLException {
        PreparedStatement[] kept = new PreparedStatement[1];
        try (Connection connection = database.walled.getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> connection.prepareStatement(READ))
                    .isInstanceOf(TenantMissingException.class)
                    .hasMessageStartingWith("A query of note was sent with no tenant bound");
            assertThatThrownBy(() -> statement.executeQuery("select * from note where tenant_id = 'acme'"))
                    .isInstanceOf(TenantMissingException.class);
            assertThatThrownBy(() -> statement.addBatch("delete from note where tenant_id = 'acme'"))
                    .isInstanceOf(TenantMissingException.class);
            Tenants.<Void, SQLException>callAs(ACME, () -> {
                kept[0] = bound(connection, WRITE, "lost", "acme");
                kept[0].addBatch();
                return null;
            });
            assertThatThrownBy(() -> kept[0].executeUpdate())
                    .isInstanceOf(TenantMissingException.class)
                    .hasMessageStartingWith("A write to note was sent with no tenant bound");
            assertThatThrownBy(() -> kept[0].executeBatch()).isInstanceOf(TenantMissingException.class);
            assertThatThrownBy(() -> kept[0].executeLargeBatch()).isInstanceOf(TenantMissingException.class);
        }
        assertThat(database.value("select text from note where tenant_id = 'acme'"))
                .isEqualTo("ours");
    }

    @Test
    void needsNoTenantForWhatIsNobodys() throws SQLException {
        try (Connection connection = database.walled.getConnection();
                ResultSet rows = connection.createStatement().executeQuery("select code from country")) {
            assertThat(rows.next()).isTrue();
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("H2");
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void usesAStatementForOneTenantAfterTheOther() throws SQLException {
        try (Connection connection = database.walled.getConnection()) {
            PreparedStatement[] one = new PreparedStatement[1];
            for (Tenant tenant : List.of(ACME, GLOBEX)) {
                Tenants.<Void, SQLException>callAs(tenant, () -> {
                    one[0] = one[0] == null ? connection.prepareStatement(READ) : one[0];
                    one[0].setString(1, tenant.id().value());
                    try (ResultSet rows = one[0].executeQuery()) {
                        assertThat(rows.next()).isTrue();
                        assertThat(rows.getString(1)).isEqualTo(tenant == ACME ? "ours" : "SECRET");
                    }
                    return null;
                });
            }
        }
    }

    @Test
    void writesWhatItStopsIntoTheSecurityLogWithoutValues() {
        try (Logged security = new Logged(SecurityLog.LOGGER)) {
            assertThatThrownBy(() ->
                            database.as(ACME, c -> bound(c, READ, "globex").executeQuery()))
                    .hasMessageContaining("note")
                    .hasMessageNotContaining("globex");
            assertThatThrownBy(() -> database.as(ACME, c -> c.prepareStatement("select 'globex' from note")))
                    .hasMessageContaining("note")
                    .hasMessageNotContaining("globex");
            assertThat(String.join("\n", security.lines()))
                    .contains("what=cross-tenant-blocked", "tenant=acme", "entity=note", "what=statement-refused")
                    .doesNotContain("globex");
        }
    }
}
