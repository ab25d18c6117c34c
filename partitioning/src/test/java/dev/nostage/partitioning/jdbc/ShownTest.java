package dev.nostage.partitioning.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.database.TestDatabase;
import dev.nostage.partitioning.database.TestDatabase.Product;
import dev.nostage.partitioning.jdbc.WalledDatabase.Jdbc;
import dev.nostage.partitioning.sql.Partitions.Kind;
import dev.nostage.partitioning.sql.StatementGuard;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.io.InputStream;
import java.io.Reader;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Types;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import javax.sql.rowset.serial.SerialBlob;
import javax.sql.rowset.serial.SerialClob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What drivers make and answer, as it is seen from before the wall. */
@ParameterizedClass
@EnumSource(Product.class)
final class ShownTest {

    private static final Tenant ACME = Tenant.live("acme");
    private static final Tenant GLOBEX = Tenant.live("globex");
    private static final String READ = "select tags, grid from note where tenant_id = 'acme'";

    @Parameter
    Product product;

    private HikariDataSource pool;
    private DataSource walled;

    @BeforeEach
    void open() {
        TestDatabase database = product.fresh();
        String strings = product == Product.H2 ? "varchar(20) array" : "varchar(20)[]";
        String grids = product == Product.H2 ? "varchar(20) array array" : "varchar(20)[][]";
        String file = product == Product.H2 ? "blob" : "bytea";
        database.migrate(
                "create table note (tenant_id varchar(63) not null check (tenant_id <> ''), id int, tags " + strings
                        + ", grid " + grids + ", file " + file + ", primary key (tenant_id, id))",
                "insert into note (tenant_id, id, tags, grid) values ('acme', 1, array['a'], array[array['b'], array['c']]),"
                        + " ('globex', 2, array['SECRET'], null)");
        if (product == Product.POSTGRESQL) {
            database.owner(
                    "create function notes() returns refcursor language plpgsql as 'declare c refcursor; begin open"
                            + " c for select id from note; return c; end'");
        }
        pool = new HikariDataSource();
        pool.setDataSource(database.application());
        pool.setMaximumPoolSize(2);
        pool.setExceptionOverrideClassName(Kept.class.getName());
        StatementGuard guard = new StatementGuard(
                table -> table.name().equals("note") ? Kind.PARTITIONED : Kind.UNKNOWN, Set.of("notes"));
        walled = new WalledDataSource(
                pool, new JdbcWall(guard, List.of(), database.wall().stamp(), new SecurityLog(() -> 0)));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    /** The pool would give a connection up for what its driver cannot do. */
    public static final class Kept implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException e) {
            return Override.DO_NOT_EVICT;
        }
    }

    private void as(Tenant tenant, Jdbc work) throws SQLException {
        StampedDatabase.as(tenant, walled, work);
    }

    @Test
    void leadsToNothingBehindTheWallHoweverFarOneGoes() throws SQLException {
        as(ACME, connection -> {
            Walk walk = new Walk(READ);
            walk.from(connection, "connection");
            assertThat(walk.leads).isEmpty();
            assertThat(walk.met)
                    .contains(
                            "Array",
                            "Connection",
                            "DatabaseMetaData",
                            "ParameterMetaData",
                            "PreparedStatement",
                            "ResultSet",
                            "ResultSetMetaData",
                            "SQLXML",
                            "Statement");
        });
    }

    @Test
    void wouldSeeWhatLedBehindIt() throws SQLException {
        Walk walk = new Walk(READ);
        try (Connection bare = pool.getConnection()) {
            assertThatThrownBy(() -> {
                        walk.from(bare, "bare");
                        throw new SQLException("the end");
                    })
                    .isInstanceOf(SQLException.class); // a walk may end a connection that no wall guards
        }
        assertThat(walk.leads).hasSizeGreaterThan(5);
    }

    @Test
    void showsTheResultOfAnArrayToTheTenantOfItsRowAlone() throws SQLException {
        as(ACME, connection -> {
            connection.setAutoCommit(false);
            ResultSet rows = connection.createStatement().executeQuery(READ);
            assertThat(rows.next()).isTrue();
            ResultSet outer = rows.getArray(2).getResultSet();
            assertThat(outer.next()).isTrue();
            ResultSet inner = outer.getArray(2).getResultSet();
            assertThat(inner.getStatement()).isNull();
            assertThatThrownBy(() -> Tenants.callAs(GLOBEX, inner::next)).isInstanceOf(CrossTenantException.class);
            assertThat(inner.next()).isTrue();
            assertThat(inner.getString(2)).isEqualTo("b");
        });
    }

    @Test
    void takesBackWhatItMade() throws SQLException {
        as(ACME, connection -> {
            connection.setAutoCommit(false);
            Array tags = connection.createArrayOf("varchar", new Object[] {"x", "y"});
            assertThat(tags).isInstanceOf(Array.class);
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into note (tenant_id, id, tags, grid) values (?, 7, ?, ?)")) {
                insert.setString(1, "acme");
                insert.setArray(2, tags);
                insert.setObject(3, connection.createArrayOf("varchar", new Object[] {new Object[] {"z"}}));
                insert.executeUpdate();
            }
            Savepoint savepoint = connection.setSavepoint("here");
            connection.createStatement().executeUpdate("delete from note where tenant_id = 'acme'");
            connection.rollback(savepoint);
            connection.releaseSavepoint(savepoint);
            ResultSet rows = connection
                    .createStatement()
                    .executeQuery("select tags from note where tenant_id = 'acme' and id = 7");
            assertThat(rows.next()).isTrue();
            assertThat((Object[]) rows.getArray(1).getArray()).containsExactly("x", "y");
        });
    }

    @Test
    void keepsLargeObjectsWhereTheyAreOfTheRow() throws SQLException {
        List<Jdbc> uses = List.of(
                Connection::createBlob,
                Connection::createClob,
                Connection::createNClob,
                c -> file(c).setBlob(1, new SerialBlob(new byte[] {1})),
                c -> file(c).setBlob(1, InputStream.nullInputStream()),
                c -> file(c).setBlob(1, InputStream.nullInputStream(), 0),
                c -> file(c).setObject(1, new SerialBlob(new byte[] {1})),
                c -> file(c).setObject(1, InputStream.nullInputStream(), Types.BLOB),
                c -> file(c).setObject(1, InputStream.nullInputStream(), JDBCType.BLOB));
        for (Jdbc use : uses) {
            if (product == Product.H2) {
                as(ACME, use);
            } else {
                assertThatThrownBy(() -> as(ACME, use)).hasMessageContaining("bytea");
            }
        }
        if (product == Product.H2) {
            as(ACME, connection -> {
                Blob made = connection.createBlob();
                made.setBytes(1, new byte[] {4, 2});
                PreparedStatement update = file(connection);
                update.setBlob(1, made);
                assertThat(update.executeUpdate()).isEqualTo(1);
                ResultSet rows =
                        connection.createStatement().executeQuery("select file from note where tenant_id = 'acme'");
                assertThat(rows.next()).isTrue();
                assertThat(rows.getBlob(1).getBytes(1, 2)).containsExactly(4, 2);
            });
        }
    }

    private static PreparedStatement file(Connection connection) throws SQLException {
        return connection.prepareStatement("update note set file = ? where tenant_id = 'acme'");
    }

    @Test
    void readsNoNumberAsALargeObject() throws SQLException {
        if (product == Product.H2) {
            return;
        }
        as(ACME, connection -> {
            ResultSet rows =
                    connection.createStatement().executeQuery("select cast(16421 as bigint) as n, array[16421] as a");
            assertThat(rows.next()).isTrue();
            ResultSet array = rows.getArray(2).getResultSet();
            assertThat(array.next()).isTrue();
            PreparedStatement statement = connection.prepareStatement("select cast(? as int)");
            for (Jdbc use : List.<Jdbc>of(
                    c -> rows.getBlob(1),
                    c -> rows.getBlob("n"),
                    c -> rows.getClob(1),
                    c -> rows.getClob("n"),
                    c -> rows.getObject(1, Blob.class),
                    c -> rows.getObject("n", Clob.class),
                    c -> array.getBlob(2),
                    c -> statement.setClob(1, new SerialClob(new char[] {'x'})),
                    c -> statement.setClob(1, Reader.nullReader()),
                    c -> statement.setClob(1, Reader.nullReader(), 0),
                    c -> statement.setNClob(1, (NClob) null),
                    c -> statement.setNClob(1, Reader.nullReader()),
                    c -> statement.setObject(1, new SerialClob(new char[] {'x'}), Types.CLOB))) {
                assertThatThrownBy(() -> use.on(connection))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("bytea");
            }
        });
    }

    @Test
    void showsTheResultOfACursorToTheTenantThatItWasOpenedForAlone() throws SQLException {
        if (product == Product.H2) {
            return;
        }
        as(ACME, connection -> {
            connection.setAutoCommit(false);
            ResultSet rows =
                    connection.createStatement().executeQuery("select notes() from note where tenant_id = 'acme'");
            assertThat(rows.next()).isTrue();
            ResultSet cursor = (ResultSet) rows.getObject(1);
            assertThat(cursor.getStatement()).isNull();
            assertThatThrownBy(() -> Tenants.callAs(GLOBEX, cursor::next)).isInstanceOf(CrossTenantException.class);
            assertThat(cursor.next()).isTrue();
        });
    }

    @Test
    void doesNotTellHowManyRowsAllTenantsHave() throws SQLException {
        as(
                ACME,
                connection -> assertThatThrownBy(
                                () -> connection.getMetaData().getIndexInfo(null, null, "note", false, true))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("how many rows"));
    }
}
