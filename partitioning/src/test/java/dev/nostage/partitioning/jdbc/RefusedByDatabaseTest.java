package dev.nostage.partitioning.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.Logged;
import dev.nostage.partitioning.database.TestDatabase;
import dev.nostage.partitioning.sql.Partitions;
import dev.nostage.partitioning.sql.StatementGuard;
import dev.nostage.tenancy.Tenant;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes the second wall and not the third is written down all the same. */
class RefusedByDatabaseTest {

    private final Logged security = new Logged(SecurityLog.LOGGER);

    @AfterEach
    void listenNoMore() {
        security.close();
    }

    private static void insert(TestDatabase database, String tenant, int id) throws SQLException {
        DataSource unjudged = Unjudged.over(database.application());
        StampedDatabase.as(Tenant.live("globex"), unjudged, connection -> {
            PreparedStatement insert = connection.prepareStatement("insert into note values (?, ?)");
            insert.setInt(1, id);
            insert.setString(2, tenant);
            insert.executeUpdate();
        });
    }

    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void writesOneLineForARowThatTheDatabaseRefusesAndNoneForAnotherError(TestDatabase database) throws SQLException {
        database.owner("create table note (id int not null, tenant_id varchar(63) not null check (tenant_id <> ''),"
                + " primary key (tenant_id, id))");
        database.raise();

        insert(database, "globex", 1);
        assertThatThrownBy(() -> insert(database, "globex", 1))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
        assertThat(security.lines()).isEmpty();

        assertThatThrownBy(() -> insert(database, "acme", 1)).isInstanceOf(SQLException.class);
        assertThat(security.lines())
                .singleElement()
                .asString()
                .contains("cross-tenant-blocked", "globex", "database")
                .doesNotContain("acme");
    }

    @Test
    void writesNoneForARightThatNobodyGranted() {
        TestDatabase database = notes();
        database.owner("revoke insert on note from " + database.role());

        assertThatThrownBy(() -> insert(database, "globex", 1))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"))
                .hasMessageContaining("note");
        assertThat(security.lines()).isEmpty();
    }

    private static void inBatch(DataSource source, String sql) throws SQLException {
        StampedDatabase.as(Tenant.live("globex"), Unjudged.over(source), connection -> {
            PreparedStatement batch = connection.prepareStatement(sql);
            for (int id = 1; id <= 2; id++) {
                batch.setInt(1, id);
                batch.addBatch();
            }
            batch.executeBatch();
        });
    }

    @Test
    void tellsAMissingRightFromARefusalInABatchToo() {
        TestDatabase database = notes();

        assertThatThrownBy(() -> inBatch(database.application(), "insert into note values (?, 'acme')"))
                .isInstanceOf(BatchUpdateException.class);
        assertThat(security.lines()).hasSize(1);
        database.owner("revoke insert on note from " + database.role());

        assertThatThrownBy(() -> inBatch(database.application(), "insert into note values (?, 'globex')"))
                .isInstanceOfSatisfying(
                        BatchUpdateException.class,
                        e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        assertThat(security.lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nextval('numbers')", "currval('numbers')", "setval('numbers', 1)", "last_value from numbers"})
    void writesNoneForARightToASequence(String asked) {
        TestDatabase database = TestDatabase.postgres();
        database.owner("create sequence numbers");

        assertThatThrownBy(() -> StampedDatabase.as(
                        Tenant.live("globex"),
                        Unjudged.over(database.application()),
                        connection -> connection.createStatement().executeQuery("select " + asked)))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        assertThat(security.lines()).isEmpty();
    }

    @Test
    void tellsThemApartWhereWorkIsNoOneTenants() {
        TestDatabase database = notes();
        DataSource across = new WalledDataSource(
                database.application(),
                JdbcWall.demanding(
                        () -> {},
                        new StatementGuard(table -> Partitions.Kind.SHARED, Set.of()),
                        List.of(),
                        database.wall().stamp(),
                        new SecurityLog(() -> 0)));
        ThrowingCallable write = () -> {
            try (Connection connection = across.getConnection()) {
                connection.createStatement().executeUpdate("insert into note (id, tenant_id) values (1, 'acme')");
            }
        };

        assertThatThrownBy(write).hasMessageContaining("row-level security");
        assertThat(security.lines()).hasSize(1);
        database.owner("revoke insert on note from " + database.role());
        assertThatThrownBy(write)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        assertThat(security.lines()).hasSize(1);
    }

    @Test
    void writesOneLineForALargeObjectThatIsAnothers() {
        TestDatabase database = TestDatabase.postgres();
        database.owner("select lo_from_bytea(4711, 'theirs')");

        assertThatThrownBy(() -> StampedDatabase.as(
                        Tenant.live("globex"),
                        Unjudged.over(database.application()),
                        connection -> connection.createStatement().executeQuery("select lo_get(4711)")))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        assertThat(security.lines()).hasSize(1);
    }

    private static TestDatabase notes() {
        TestDatabase database = TestDatabase.postgres();
        database.owner("create table note (id int not null, tenant_id varchar(63) not null check (tenant_id <> ''),"
                + " primary key (tenant_id, id))");
        database.raise();
        return database;
    }

    @Test
    void hidesAValueThatSpeaksAsARefusedStampDoes() {
        TestDatabase database = notes();

        assertThatThrownBy(() -> StampedDatabase.as(
                        Tenant.live("globex"),
                        Unjudged.over(database.application()),
                        connection -> connection
                                .createStatement()
                                .execute("select now() at time zone ('secret nostage.tenant was set without its proof,"
                                        + " or by another secret: leave it to the data source, and restart what ran as"
                                        + " the secret was changed')")))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22023"))
                .hasMessageNotContaining("secret");
        assertThat(security.lines()).isEmpty();
    }

    @Test
    void writesOneLineForAStampThatTheDatabaseDoesNotBelieve() throws SQLException {
        TestDatabase database = notes();

        assertThatThrownBy(() -> StampedDatabase.as(
                        Tenant.live("globex"),
                        Unjudged.over(database.application()),
                        connection -> connection
                                .createStatement()
                                .execute("select set_config('nostage.tenant', 'acme', true); select id from note")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("nostage.tenant was set without its proof");
        assertThat(security.lines()).singleElement().asString().contains("cross-tenant-blocked", "globex", "database");
    }
}
