package dev.nostage.partitioning.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Notes of acme's and of globex's behind the seal, and a connection of the application's role that may send whatever SQL it likes. */
abstract class SealedNotes {

    static final CatalogCheck CHECK = new CatalogCheck(Set.of(), List.of());
    static final TenantId ACME = new TenantId("acme");
    static final TenantId GLOBEX = new TenantId("globex");

    final TestDatabase database = TestDatabase.postgres();
    final DatabaseWall wall = new DatabaseWall(database.role());
    Connection connection;

    @BeforeEach
    void acmeHasRows() throws SQLException {
        database.owner(
                "create table note (id int, tenant_id varchar(63) not null check (tenant_id <> ''), text text,"
                        + " primary key (tenant_id, id))",
                "insert into note select g, 't' || g % 50, 'x' from generate_series(1, 5000) g",
                "insert into note values (1, 'acme', 'ACME'), (1, 'globex', 'mine')",
                "analyze note");
        raise(wall);
        connection = database.application().getConnection();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    void raise(DatabaseWall raised) throws SQLException {
        try (Connection owner = database.owner().getConnection()) {
            raised.raise(owner);
        }
    }

    void begin(DatabaseWall by, TenantId tenant) throws SQLException {
        connection.rollback();
        by.stamp().of(connection).stamp(connection, tenant);
    }

    List<String> read(String sql, Object... values) throws SQLException {
        return Rows.of(connection, sql, row -> row.getString(1), values);
    }

    List<String> notes() throws SQLException {
        return read("select text from note");
    }

    void run(String... statements) throws SQLException {
        run(connection, statements);
    }

    static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static void disbelieved(ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessageContaining("nostage.tenant was set without its proof")
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(PostgresSeal.isRefusal(e)).isTrue());
    }

    static void denied(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }
}
