package dev.nostage.partitioning.jdbc;

import static dev.nostage.partitioning.jdbc.StampedDatabase.ACME;
import static dev.nostage.partitioning.jdbc.StampedDatabase.GLOBEX;
import static dev.nostage.partitioning.jdbc.StampedDatabase.as;
import static dev.nostage.partitioning.jdbc.StampedDatabase.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the stamp when something goes wrong: it is there again when it is needed, and never for the next one. */
@Timeout(120)
final class StampLossTest {

    private static final String READ = "select text from note where tenant_id = ? order by id";
    private static final String WRITE = "update note set text = text where tenant_id = ?";
    private static final String BROKEN = "select 1 / (id - id) from note where tenant_id = ?";

    private static StampedDatabase database;

    @BeforeAll
    static void open() {
        database = new StampedDatabase();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @AfterEach
    void leavesNothingForTheNextOne() throws SQLException {
        assertThat(database.left()).isIn("", "null");
        as(
                GLOBEX,
                database.unjudged,
                connection -> assertThat(texts(connection
                                .prepareStatement("select text from note")
                                .executeQuery()))
                        .containsExactly("SECRET"));
    }

    private static void works(Connection connection) throws SQLException {
        try (PreparedStatement read = WalledDatabase.bound(connection, READ, "acme");
                PreparedStatement write = WalledDatabase.bound(connection, WRITE, "acme")) {
            assertThat(texts(read.executeQuery())).containsExactly("ours", "too");
            assertThat(write.executeUpdate()).isEqualTo(2);
        }
    }

    private static void fails(String state, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }

    private static void breaks(Connection connection) throws SQLException {
        try (PreparedStatement broken = WalledDatabase.bound(connection, BROKEN, "acme")) {
            fails("22012", broken::executeQuery);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void worksAgainAfterATransactionThatFailed(boolean stampedBefore) throws SQLException {
        database.as(ACME, connection -> {
            connection.setAutoCommit(false);
            if (stampedBefore) {
                works(connection);
            }
            breaks(connection);
            fails("25P02", () -> WalledDatabase.bound(connection, READ, "acme").executeQuery());
            fails("25P02", () -> WalledDatabase.bound(connection, WRITE, "acme").executeUpdate());
            connection.rollback();
            works(connection);
            breaks(connection);
        });
    }

    @Test
    void worksAgainAfterAStatementThatFailedByItself() throws SQLException {
        database.as(ACME, connection -> {
            breaks(connection);
            works(connection);
            try (Statement statement = connection.createStatement()) {
                fails(
                        "23503",
                        () -> statement.executeUpdate("insert into note (tenant_id, parent) values ('acme', 99)"));
            }
            assertThat(connection.getAutoCommit()).isTrue();
            works(connection);
        });
    }

    @Test
    void stampsAgainAfterARollbackToASavepoint() throws SQLException {
        database.as(ACME, connection -> {
            connection.setAutoCommit(false);
            Savepoint first = connection.setSavepoint();
            works(connection);
            connection.rollback(first);
            works(connection);
            Savepoint second = connection.setSavepoint("second");
            breaks(connection);
            connection.rollback(second);
            works(connection);
            connection.releaseSavepoint(second);
            connection.rollback(first);
            works(connection);
            connection.commit();
        });
    }

    @Test
    void stampsAgainWhereTheDriverSavesEachStatementFromTheOneThatFails() throws SQLException {
        try (StampedDatabase saving = new StampedDatabase("autosave=always")) {
            saving.as(ACME, connection -> {
                connection.setAutoCommit(false);
                breaks(connection);
                works(connection);
                breaks(connection);
                works(connection);
                connection.commit();
            });
        }
    }

    @Test
    void stampsAgainAfterACommitThatFailed() throws SQLException {
        database.as(ACME, connection -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("insert into note (tenant_id, parent) values ('acme', 99)");
            }
            fails("23503", connection::commit);
            works(connection);
            connection.rollback();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void survivesWhatTakesTooLong(boolean autoCommit) throws SQLException {
        as(ACME, database.unjudged, connection -> {
            connection.setAutoCommit(autoCommit);
            try (PreparedStatement slow = connection.prepareStatement("select pg_sleep(600)")) {
                slow.setQueryTimeout(1);
                fails("57014", slow::executeQuery);
            }
            if (!autoCommit) {
                connection.rollback();
            }
            works(connection);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void survivesWhatIsCancelled(boolean autoCommit) throws SQLException {
        as(ACME, database.unjudged, connection -> {
            connection.setAutoCommit(autoCommit);
            try (PreparedStatement slow = connection.prepareStatement("select pg_sleep(600)")) {
                CompletableFuture<Void> cancelled = CompletableFuture.runAsync(() -> {
                    awaitSleeper();
                    try {
                        slow.cancel();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });
                fails("57014", slow::executeQuery);
                cancelled.join();
            }
            if (!autoCommit) {
                connection.rollback();
            }
            works(connection);
        });
    }

    private static void awaitSleeper() {
        String sleepers = "select count(*) from pg_stat_activity where datname = current_database()"
                + " and wait_event = 'PgSleep'";
        while (database.database.all(sleepers).equals(List.of("0"))) {
            Thread.onSpinWait();
        }
    }

    private static void kill() {
        database.database.all("select pg_terminate_backend(pid, 60000) from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid()");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fallsWithAConnectionThatIsKilledAndStandsOnTheNext(boolean autoCommit) throws SQLException {
        Connection[] dead = {null};
        database.as(ACME, connection -> {
            dead[0] = connection;
            connection.setAutoCommit(autoCommit);
            works(connection);
            kill();
            PreparedStatement read = WalledDatabase.bound(connection, READ, "acme");
            assertThatThrownBy(read::executeQuery)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isIn("57P01", "08006"));
        });
        assertThat(dead[0].isClosed()).isTrue();
        database.as(ACME, StampLossTest::works);
    }

    @Test
    void leavesNothingInAPoolThatEndsNoTransaction() throws SQLException {
        try (Connection kept = database.pool.getConnection()) {
            Connection unclosed = (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        try {
                            return method.getName().equals("close") ? null : method.invoke(kept, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
            DataSource careless = (DataSource) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {DataSource.class},
                    (proxy, method, arguments) -> unclosed);
            kept.setAutoCommit(false);
            as(ACME, Unjudged.over(careless), StampLossTest::works);
            assertThat(texts(kept.createStatement().executeQuery("select text from note")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set nostage.tenant = 'globex'",
                "set local nostage.tenant = 'globex'",
                "set session nostage.tenant to 'globex'",
                "reset nostage.tenant",
                "reset all",
                "discard all",
                "begin",
                "commit and chain",
                "rollback to savepoint x",
                "select set_config('nostage.tenant', 'globex', true)",
                "select pg_catalog.set_config('nostage.tenant', 'globex', false)",
                "select text from note where tenant_id = 'acme' and set_config('nostage.tenant', 'globex', true) <> ''",
                "update pg_settings set setting = 'globex' where name = 'nostage.tenant'",
                "alter role current_user set nostage.tenant = 'globex'"
            })
    void refusesStatementsThatSetItByHand(String sql) throws SQLException {
        database.as(ACME, connection -> {
            assertThatThrownBy(() -> connection.prepareStatement(sql)).isInstanceOf(StatementRefusedException.class);
            assertThatThrownBy(() -> connection.createStatement().execute(sql))
                    .isInstanceOf(StatementRefusedException.class);
            works(connection);
        });
    }
}
