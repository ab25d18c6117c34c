package dev.nostage.partitioning.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.nostage.context.RequestContext;
import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.TenantRefusedException;
import dev.nostage.tenancy.Tenants;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

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

    /** Work on a walled connection. */
    @FunctionalInterface
    interface Jdbc {
        void on(Connection connection) throws SQLException;
    }

    private void as(Tenant tenant, Jdbc work) throws SQLException {
        Tenants.<Void, SQLException>callAs(tenant, () -> {
            try (Connection connection = database.walled.getConnection()) {
                work.on(connection);
            }
            return null;
        });
    }

    private static PreparedStatement bound(Connection connection, String sql, String... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
        return statement;
    }

    @Test
    void letsATenantWorkOnItsOwnRows() throws SQLException {
        as(ACME, connection -> {
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
            assertThatThrownBy(() -> as(ACME, path)).isInstanceOf(StatementRefusedException.class);
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
        assertThatThrownBy(() -> as(ACME, work)).isInstanceOf(CrossTenantException.class);
        assertThat(database.value("select text from note where tenant_id = 'globex'"))
                .isEqualTo("SECRET");
        assertThat(database.value("select count(*) from note where tenant_id = 'globex'"))
                .isEqualTo("1");
    }

    @Test
    void asksForATenantBeforeAnySql() throws SQLException {
        PreparedStatement[] kept = new PreparedStatement[1];
        try (Connection connection = database.walled.getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> connection.prepareStatement(READ)).isInstanceOf(TenantMissingException.class);
            assertThatThrownBy(() -> statement.executeQuery("select * from note where tenant_id = 'acme'"))
                    .isInstanceOf(TenantMissingException.class);
            assertThatThrownBy(() -> statement.addBatch("delete from note where tenant_id = 'acme'"))
                    .isInstanceOf(TenantMissingException.class);
            Tenants.<Void, SQLException>callAs(ACME, () -> {
                kept[0] = bound(connection, WRITE, "lost", "acme");
                kept[0].addBatch();
                return null;
            });
            assertThatThrownBy(() -> kept[0].executeUpdate()).isInstanceOf(TenantMissingException.class);
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
    void writesNothingWhereNothingMayBeWritten() {
        ReadOnly readOnly = new ReadOnly(() -> new TenantRefusedException("travelling"));
        List<Jdbc> writes = List.of(
                connection -> bound(connection, WRITE, "x", "acme").executeUpdate(),
                connection -> bound(connection, WRITE, "x", "acme").addBatch(),
                connection -> connection.createStatement().execute("delete from note where tenant_id = 'acme'"),
                connection -> connection.createStatement().execute("insert into country values ('fr')"));
        for (Jdbc write : writes) {
            assertThatThrownBy(() -> as(
                            ACME,
                            connection -> RequestContext.current()
                                    .with(ReadOnly.KEY, readOnly)
                                    .<Void, SQLException>call(() -> {
                                        write.on(connection);
                                        return null;
                                    })))
                    .hasMessage("travelling");
        }
        assertThatThrownBy(() -> as(ACME, connection -> {
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
    void runsABatchForTheTenantThatItWasCollectedFor() throws SQLException {
        as(ACME, connection -> {
            PreparedStatement batch = bound(connection, WRITE, "batched", "acme");
            batch.addBatch();
            batch.setString(2, "globex");
            assertThatThrownBy(batch::addBatch).isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> Tenants.callAs(GLOBEX, () -> batch.executeBatch()))
                    .isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> Tenants.<Void, SQLException>callAs(GLOBEX, () -> {
                        batch.addBatch();
                        return null;
                    }))
                    .isInstanceOf(CrossTenantException.class);
            assertThat(batch.executeBatch()).containsExactly(1);

            Statement texts = connection.createStatement();
            texts.addBatch("insert into note (tenant_id, text) values ('acme', 'a')");
            texts.addBatch("delete from note where tenant_id = 'acme' and text = 'a'");
            assertThat(texts.executeLargeBatch()).containsExactly(1, 1);
            texts.clearBatch();
        });
        assertThat(database.value("select text from note where tenant_id = 'globex'"))
                .isEqualTo("SECRET");
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
    void showsAResultOnlyToTheTenantThatItWasOpenedFor() throws SQLException {
        as(ACME, connection -> {
            PreparedStatement statement =
                    connection.prepareStatement(READ, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
            statement.setString(1, "acme");
            statement.execute();
            ResultSet rows = statement.getResultSet();
            for (Jdbc move : List.<Jdbc>of(
                    c -> rows.next(),
                    c -> rows.first(),
                    c -> rows.last(),
                    c -> rows.absolute(1),
                    c -> rows.relative(1),
                    c -> rows.previous())) {
                assertThatThrownBy(() -> as(GLOBEX, move)).isInstanceOf(CrossTenantException.class);
                assertThatThrownBy(() -> RequestContext.empty().<Void, SQLException>call(() -> {
                            move.on(connection);
                            return null;
                        }))
                        .isInstanceOf(TenantMissingException.class);
            }
            assertThat(rows.next()).isTrue();
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
    void handsOutNothingThatIsBehindTheWall() throws SQLException {
        as(ACME, connection -> {
            PreparedStatement prepared = bound(connection, "select text, tags from note where tenant_id = ?", "acme");
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
            assertThat(rows.getArray(2).getResultSet().getStatement()).isNull();
            assertThat(rows.getObject(2)).isNotInstanceOf(org.h2.jdbc.JdbcArray.class);
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
            assertThatThrownBy(() -> as(ACME, work)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void writesWhatItStopsIntoTheSecurityLogWithoutValues() {
        Logger logger = (Logger) LoggerFactory.getLogger(SecurityLog.LOGGER);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
        try {
            assertThatThrownBy(() -> as(ACME, c -> bound(c, READ, "globex").executeQuery()))
                    .hasMessageContaining("note")
                    .hasMessageNotContaining("globex");
            assertThatThrownBy(() -> as(ACME, c -> c.prepareStatement("select 'globex' from note")))
                    .hasMessageContaining("note")
                    .hasMessageNotContaining("globex");
        } finally {
            logger.detachAppender(lines);
            logger.setAdditive(true);
        }
        assertThat(lines.list)
                .flatExtracting(ILoggingEvent::getKeyValuePairs)
                .extracting(pair -> pair.key + "=" + pair.value)
                .contains("what=cross-tenant-blocked", "tenant=acme", "entity=note", "what=statement-refused")
                .noneMatch(pair -> pair.contains("globex"));
    }

    private static void run(Tenant tenant, Connection connection, Jdbc work) throws SQLException {
        Tenants.<Void, SQLException>callAs(tenant, () -> {
            work.on(connection);
            return null;
        });
    }
}
