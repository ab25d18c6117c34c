package dev.nostage.partitioning.jdbc;

import static dev.nostage.partitioning.jdbc.StampedDatabase.ACME;
import static dev.nostage.partitioning.jdbc.StampedDatabase.GLOBEX;
import static dev.nostage.partitioning.jdbc.StampedDatabase.as;
import static dev.nostage.partitioning.jdbc.StampedDatabase.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.tenancy.Tenants;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom the database is told that a transaction is for, and when. */
final class StampTest {

    /**
     * A time has no type until the driver asks the server for it, and what is described is sent by itself: from the fifth
     * time on under auto-commit not in the transaction of what was sent before it.
     */
    private static final String DATED = "select text from note where written <= ? and tenant_id = ? order by id";

    private static final String READ = "select text from note where tenant_id = ? order by id";
    private static final String RENAME = "update note set text = text where tenant_id = ?";
    private static final String COUNT = "select count(*) from note";

    private static StampedDatabase database;

    @BeforeAll
    static void open() {
        database = new StampedDatabase();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    static Stream<String> waysToSend() {
        return Stream.of("extended", "simple", "extendedForPrepared", "extendedCacheEverything")
                .flatMap(mode -> Stream.of(1, 5, 0)
                        .map(threshold -> "preferQueryMode=" + mode + "&prepareThreshold=" + threshold));
    }

    @ParameterizedTest
    @MethodSource("waysToSend")
    void holdsHoweverTheDriverSends(String parameters) throws SQLException {
        try (StampedDatabase sending = new StampedDatabase(parameters)) {
            for (int round = 0; round < 8; round++) {
                for (boolean autoCommit : new boolean[] {true, false}) {
                    sending.as(ACME, connection -> {
                        connection.setAutoCommit(autoCommit);
                        works(connection);
                        if (!autoCommit) {
                            connection.commit();
                        }
                    });
                    assertThat(sending.left()).isIn("", "null");
                }
            }
        }
    }

    private static void works(Connection connection) throws SQLException {
        try (PreparedStatement dated = connection.prepareStatement(DATED);
                PreparedStatement renamed = connection.prepareStatement(RENAME);
                Statement text = connection.createStatement()) {
            dated.setTimestamp(1, Timestamp.valueOf("9999-01-01 00:00:00"));
            dated.setString(2, "acme");
            assertThat(texts(dated.executeQuery())).containsExactly("ours", "too");
            renamed.setString(1, "acme");
            assertThat(renamed.executeUpdate()).isEqualTo(2);
            assertThat(texts(text.executeQuery("select text from note where tenant_id = 'acme' order by id")))
                    .containsExactly("ours", "too");
        }
    }

    private static int read(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, Tenants.require().id().value());
            return texts(statement.executeQuery()).size();
        }
    }

    private static int roundTripsOf(Connection connection, boolean autoCommit, WalledDatabase.Jdbc work)
            throws SQLException {
        int trips = 0;
        for (int round = 0; round < 10; round++) {
            connection.setAutoCommit(autoCommit);
            RoundTrips.sinceLast();
            work.on(connection);
            if (!autoCommit) {
                connection.commit();
            }
            trips = RoundTrips.sinceLast();
        }
        connection.setAutoCommit(true);
        return trips;
    }

    @Test
    void costsNoRoundTripWhereATransactionBeginsWithAQuery() throws SQLException {
        database.as(ACME, connection -> {
            assertThat(roundTripsOf(connection, false, StampTest::read)).isEqualTo(2);
            assertThat(roundTripsOf(connection, false, c -> {
                        read(c);
                        update(c);
                        read(c);
                    }))
                    .isEqualTo(4);
        });
    }

    @Test
    void costsOneElse() throws SQLException {
        database.as(ACME, connection -> {
            assertThat(roundTripsOf(connection, false, StampTest::update)).isEqualTo(3);
            assertThat(roundTripsOf(connection, true, StampTest::read)).isEqualTo(2);
            assertThat(roundTripsOf(connection, true, StampTest::update)).isEqualTo(3);
        });
    }

    private static void update(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RENAME)) {
            statement.setString(1, Tenants.require().id().value());
            statement.executeUpdate();
        }
    }

    @Test
    void showsATenantItsOwnRowsWhereNothingElseKeepsThemApart() throws SQLException {
        for (boolean autoCommit : new boolean[] {true, false}) {
            as(GLOBEX, database.unjudged, connection -> {
                connection.setAutoCommit(autoCommit);
                assertThat(texts(connection
                                .prepareStatement("select text from note")
                                .executeQuery()))
                        .containsExactly("SECRET");
                assertThat(texts(connection.createStatement().executeQuery("select text from note")))
                        .containsExactly("SECRET");
                assertThat(connection
                                .prepareStatement("update note set text = text")
                                .executeUpdate())
                        .isEqualTo(1);
                assertThatThrownBy(() -> connection
                                .createStatement()
                                .executeUpdate("insert into note (tenant_id) values ('acme')"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("42501"));
            });
            assertThat(database.left()).isIn("", "null");
        }
        try (Connection nobodys = database.unjudged.getConnection()) {
            assertThat(texts(nobodys.prepareStatement(COUNT).executeQuery())).containsExactly("0");
            assertThat(texts(nobodys.createStatement().executeQuery(COUNT))).containsExactly("0");
        }
    }

    @Test
    void leavesAStatementForNobodyTheStampOfItsTransaction() throws SQLException {
        try (Connection connection = database.walled.getConnection()) {
            connection.setAutoCommit(false);
            PreparedStatement shared = connection.prepareStatement("select code from country");
            assertThat(texts(shared.executeQuery())).containsExactly("de");
            Tenants.<Void, SQLException>callAs(ACME, () -> {
                assertThat(read(connection)).isEqualTo(2);
                return null;
            });
            assertThat(texts(shared.executeQuery())).containsExactly("de");
            Tenants.<Void, SQLException>callAs(ACME, () -> {
                assertThat(read(connection)).isEqualTo(2);
                return null;
            });
            connection.rollback();
        }
    }

    @Test
    void stampsAStatementThatIsKeptFromOneTransactionToTheNext() throws SQLException {
        database.as(ACME, connection -> {
            connection.setAutoCommit(false);
            PreparedStatement first = connection.prepareStatement(READ);
            first.setString(1, "acme");
            assertThat(texts(first.executeQuery())).hasSize(2);
            PreparedStatement second = connection.prepareStatement(READ);
            second.setString(1, "acme");
            assertThat(texts(second.executeQuery())).hasSize(2);
            for (PreparedStatement kept : new PreparedStatement[] {second, first, second}) {
                connection.commit();
                assertThat(texts(kept.executeQuery())).hasSize(2);
            }
            connection.rollback();
        });
    }

    @Test
    void readsByACursor() throws SQLException {
        database.as(ACME, connection -> {
            for (boolean autoCommit : new boolean[] {true, false}) {
                connection.setAutoCommit(autoCommit);
                for (int size : new int[] {1, 100}) {
                    try (PreparedStatement statement = connection.prepareStatement(READ)) {
                        statement.setFetchSize(size);
                        statement.setString(1, "acme");
                        try (ResultSet rows = statement.executeQuery()) {
                            assertThat(texts(rows)).containsExactly("ours", "too");
                        }
                        assertThat(statement.getFetchSize()).isEqualTo(size);
                    }
                    try (Statement statement = connection.createStatement()) {
                        statement.setFetchSize(size);
                        assertThat(texts(statement.executeQuery(
                                        "select text from note where tenant_id = 'acme' order by id")))
                                .containsExactly("ours", "too");
                    }
                }
            }
            connection.rollback();
        });
    }
}
