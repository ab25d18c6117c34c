package dev.nostage.partitioning.jdbc;

import static dev.nostage.partitioning.jdbc.WalledDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.jdbc.WalledDatabase.Jdbc;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a driver hears, and when, so that each statement runs in a transaction that is stamped for its tenant. */
final class WalledTransactionTest {

    private static final Tenant ACME = Tenant.live("acme");
    private static final Tenant GLOBEX = Tenant.live("globex");
    private static final String READ = "select text from note where tenant_id = ?";
    private static final String WRITE = "delete from note where tenant_id = ?";
    private static final String DELETE = "delete from note where tenant_id = 'acme'";
    private static final String SHARED = "select code from country";

    /** Tells the driver by a call that nothing else makes. */
    private static final TransactionStamp STAMP = new TransactionStamp() {
        @Override
        public void stamp(Connection physical, TenantId tenant) throws SQLException {
            physical.nativeSQL(tenant.value());
        }

        @Override
        public String query() {
            return "stamp ?";
        }
    };

    private final Driver driver = new Driver();

    private static final Jdbc ACMES = connection -> connection.createStatement().execute(DELETE);
    private static final Jdbc GLOBEXES =
            connection -> connection.createStatement().execute(DELETE.replace("acme", "globex"));

    private WalledConnection connect(boolean autoCommit) {
        driver.yes = autoCommit;
        return driver.connect(STAMP);
    }

    @Test
    void givesAStatementUnderAutoCommitATransactionWithItsStamp() throws SQLException {
        WalledConnection connection = connect(true);
        for (int i = 0; i < 2; i++) {
            run(ACME, connection, ACMES);
            assertThat(driver.heard())
                    .containsExactly(
                            "createStatement[]",
                            "getFetchSize[]",
                            "setFetchSize[0]",
                            "setAutoCommit[false]",
                            "nativeSQL[acme]",
                            "execute[" + DELETE + "]",
                            "commit[]",
                            "setAutoCommit[true]",
                            "setFetchSize[40]");
        }
        run(GLOBEX, connection, GLOBEXES);
        assertThat(driver.heard()).contains("nativeSQL[globex]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nativeSQL", "execute", "commit"})
    void undoesWhatFailsUnderAutoCommit(String failing) throws SQLException {
        WalledConnection connection = connect(true);
        driver.failing.add(failing);
        assertThatThrownBy(() -> run(ACME, connection, ACMES)).hasMessage(failing + " failed");
        List<String> heard = driver.heard();
        assertThat(heard.subList(heard.size() - 3, heard.size()))
                .containsExactly("rollback[]", "setAutoCommit[true]", "setFetchSize[40]");
        driver.failing.clear();
        run(ACME, connection, ACMES);
        assertThat(driver.heard()).contains("nativeSQL[acme]");
    }

    @Test
    void tellsWhatFailedFirst() {
        WalledConnection connection = connect(true);
        driver.failing.addAll(List.of("execute", "rollback"));
        assertThatThrownBy(() -> run(ACME, connection, ACMES))
                .hasMessage("execute failed")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .satisfies(then -> assertThat(then).hasMessage("rollback failed")));
    }

    @Test
    void stampsNothingThatIsForNobody() throws SQLException {
        WalledConnection connection = connect(true);
        connection.createStatement().executeQuery(SHARED);
        assertThat(driver.heard())
                .containsExactly(
                        "createStatement[]",
                        "getFetchSize[]",
                        "setFetchSize[0]",
                        "executeQuery[" + SHARED + "]",
                        "setFetchSize[40]");
    }

    private List<Jdbc> ends() {
        Savepoint savepoint = driver.open(Savepoint.class);
        return List.of(Connection::commit, Connection::rollback, c -> c.rollback(savepoint));
    }

    @Test
    void stampsOnceAndAgainWhenThatMayBeUndone() throws SQLException {
        for (Jdbc end : ends()) {
            WalledConnection connection = connect(false);
            run(ACME, connection, ACMES);
            run(ACME, connection, ACMES);
            assertThat(driver.heard()).containsOnlyOnce("nativeSQL[acme]");
            run(ACME, connection, end);
            run(ACME, connection, ACMES);
            assertThat(driver.heard()).containsOnlyOnce("nativeSQL[acme]");
        }
    }

    @Test
    void stampsAgainTheTransactionOfTheSameTenantWhenItsEndFailed() throws SQLException {
        for (Jdbc end : ends()) {
            WalledConnection connection = connect(false);
            run(ACME, connection, ACMES);
            driver.heard();
            driver.failing.addAll(List.of("commit", "rollback"));
            assertThatThrownBy(() -> run(ACME, connection, end)).hasMessageEndingWith("failed");
            driver.failing.clear();
            assertThatThrownBy(() -> run(GLOBEX, connection, GLOBEXES)).isInstanceOf(CrossTenantException.class);
            run(ACME, connection, ACMES);
            assertThat(driver.heard()).containsOnlyOnce("nativeSQL[acme]");
        }
    }

    @Test
    void isOneTenantsUntilItEnds() throws SQLException {
        for (Jdbc end : List.<Jdbc>of(Connection::commit, Connection::rollback, c -> c.setAutoCommit(true))) {
            WalledConnection connection = connect(false);
            run(ACME, connection, ACMES);
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> run(GLOBEX, connection, GLOBEXES)).isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() ->
                            run(GLOBEX, connection, c -> c.createStatement().executeQuery(SHARED)))
                    .isInstanceOf(CrossTenantException.class);
            end.on(connection);
            run(GLOBEX, connection, GLOBEXES);
            assertThat(driver.heard()).contains("nativeSQL[globex]");
        }
    }

    @Test
    void leavesNoTransactionToWhoeverGetsTheConnectionNext() throws SQLException {
        WalledConnection unused = connect(false);
        unused.close();
        assertThat(driver.heard()).containsExactly("close[]");

        WalledConnection used = connect(false);
        run(ACME, used, ACMES);
        driver.heard();
        driver.failing.add("rollback");
        assertThatThrownBy(used::close).hasMessage("rollback failed");
        assertThat(driver.heard()).containsExactly("isClosed[]", "rollback[]", "close[]");

        driver.failing.clear();
        used.close();
        assertThat(driver.heard()).containsExactly("isClosed[]", "rollback[]", "close[]");
        used.close();
        assertThat(driver.heard()).containsExactly("close[]");
    }

    @Test
    void asksNothingOfAConnectionThatIsLost() throws SQLException {
        WalledConnection lost = connect(false);
        run(ACME, lost, ACMES);
        driver.heard();
        driver.yes = true;
        lost.close();
        assertThat(driver.heard()).containsExactly("isClosed[]", "close[]");
    }

    @Test
    void leavesATransactionAloneThatNobodyIsToldOf() throws SQLException {
        WalledConnection connection = driver.connect(TransactionStamp.NONE);
        run(ACME, connection, ACMES);
        assertThat(driver.heard()).containsExactly("createStatement[]", "execute[" + DELETE + "]");
        connection.close();
        assertThat(driver.heard()).containsExactly("close[]");
    }

    @Test
    void sendsAQueryBehindTheStamp() throws SQLException {
        WalledConnection connection = connect(false);
        driver.yes = true; // there is an answer behind the stamp's
        run(ACME, connection, c -> {
            PreparedStatement query = c.prepareStatement(READ);
            query.setString(1, "acme");
            ResultSet rows = query.executeQuery();
            assertThat(rows.getStatement()).isSameAs(query);
            assertThat(driver.heard())
                    .containsExactly(
                            "prepareStatement[stamp ?; " + READ + "]",
                            "setString[2, acme]",
                            "setString[1, acme]",
                            "execute[]",
                            "getMoreResults[]",
                            "getResultSet[]");
            c.prepareStatement(READ);
            assertThat(driver.heard()).containsExactly("prepareStatement[" + READ + "]");
        });
        assertThatThrownBy(() -> run(GLOBEX, connection, GLOBEXES)).isInstanceOf(CrossTenantException.class);
    }

    @Test
    void sendsNothingBehindTheStampThatIsCountedOrHasKeys() throws SQLException {
        WalledConnection connection = connect(false);
        run(ACME, connection, c -> {
            c.prepareStatement(WRITE);
            c.prepareStatement(READ, Statement.RETURN_GENERATED_KEYS);
        });
        assertThat(driver.heard()).hasSizeGreaterThanOrEqualTo(2).noneMatch(call -> call.contains("stamp"));
    }

    @Test
    void refusesToCountWhatAQueryReads() throws SQLException {
        WalledConnection connection = connect(false);
        run(ACME, connection, c -> {
            PreparedStatement query = c.prepareStatement(READ);
            query.setString(1, "acme");
            driver.heard();
            for (Jdbc count :
                    List.<Jdbc>of(x -> query.executeUpdate(), x -> query.executeLargeUpdate(), x -> query.addBatch())) {
                assertThatThrownBy(() -> count.on(c))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("0100E"));
            }
            assertThat(driver.heard()).isEmpty();
            // The driver says that there is no answer behind the stamp's.
            assertThatThrownBy(query::execute).hasMessageContaining("not the query behind it");
        });
    }

    @Test
    void stampsAQueryOfNobodysRowsForWhomeverTheTransactionIs() throws SQLException {
        assertThat(stampOf(null, null)).isEqualTo("setString[1, ]");
        assertThat(stampOf(null, ACME)).isEqualTo("setString[1, acme]");
        assertThat(stampOf(GLOBEX, null)).isEqualTo("setString[1, globex]");
    }

    private String stampOf(@Nullable Tenant before, @Nullable Tenant asker) throws SQLException {
        WalledConnection connection = connect(false);
        PreparedStatement query = connection.prepareStatement(SHARED);
        if (before != null) {
            run(before, connection, GLOBEXES);
        }
        driver.heard();
        driver.yes = true;
        if (asker == null) {
            assertThat(query.execute()).isTrue();
        } else {
            run(asker, connection, c -> assertThat(query.execute()).isTrue());
        }
        return driver.heard().get(0);
    }

    @Test
    void describesTheQueryAloneWithoutRunningIt() throws SQLException {
        PreparedStatement query = connect(false).prepareStatement(SHARED);
        driver.heard();
        assertThat(query.getMetaData()).isNotNull();
        assertThat(driver.heard()).containsExactly("prepareStatement[" + SHARED + "]", "getMetaData[]", "close[]");
        assertThat(query.getParameterMetaData()).isNotNull();
        assertThat(driver.heard())
                .containsExactly("prepareStatement[" + SHARED + "]", "getParameterMetaData[]", "close[]");
    }
}
