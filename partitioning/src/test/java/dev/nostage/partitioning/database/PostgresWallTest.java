package dev.nostage.partitioning.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The application works for globex, in raw JDBC and with nothing else between, and reaches for the rows of acme. */
final class PostgresWallTest {

    private static final String DENIED = "42501";

    private final TestDatabase database = TestDatabase.postgres();
    private Connection connection;

    @BeforeEach
    void acmeHasRows() throws SQLException {
        database.owner(
                "create table customer (id bigint generated always as identity, tenant_id varchar(63) not null"
                        + " check (tenant_id <> ''), name text, primary key (tenant_id, id))",
                "create table purchase (id bigserial, tenant_id text not null check (tenant_id <> ''), customer_id bigint,"
                        + " primary key (tenant_id, id),"
                        + " foreign key (tenant_id, customer_id) references customer (tenant_id, id))",
                "insert into customer (tenant_id, name) values ('acme', 'Ann'), ('globex', 'Guy')",
                "insert into purchase (tenant_id, customer_id) values ('acme', 1)");
        database.raise();
        connection = database.application().getConnection();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void begin(String tenant) throws SQLException {
        connection.rollback();
        database.wall().stamp().stamp(connection, new TenantId(tenant));
    }

    private List<String> read(String sql) throws SQLException {
        return Rows.of(connection, sql, row -> row.getString(1));
    }

    private int write(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static void refused(String state, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }

    @Test
    void showsATenantItsOwnRows() throws SQLException {
        begin("globex");
        assertThat(read("select name from customer")).containsExactly("Guy");
        assertThat(read("select name from customer where tenant_id = 'acme' or true"))
                .containsExactly("Guy");
        assertThat(read("select c.name from purchase p left join customer c on true"))
                .isEmpty();
        assertThat(read("select count(*) from purchase")).containsExactly("0");
        assertThat(read("with c as (table customer) select name from c union all select name from customer"))
                .containsExactly("Guy", "Guy");
    }

    @Test
    void letsATenantWorkWithItsOwnRows() throws SQLException {
        begin("globex");
        assertThat(write("insert into purchase (tenant_id, customer_id) values ('globex', 2)"))
                .isEqualTo(1);
        assertThat(write("update customer set name = 'Gil'")).isEqualTo(1);
        assertThat(write("delete from purchase")).isEqualTo(1);
        assertThat(write("insert into customer (tenant_id, name) values ('globex', 'Gus')"))
                .isEqualTo(1);
    }

    @Test
    void showsNothingToNobody() throws SQLException {
        for (String nobody : List.of("select 1", "select set_config('nostage.tenant', '', true)")) {
            connection.rollback();
            read(nobody);
            assertThat(read("select name from customer")).isEmpty();
            assertThat(write("update customer set name = 'gone'")).isZero();
            assertThat(write("delete from purchase")).isZero();
            refused(DENIED, () -> write("insert into customer (tenant_id) values ('acme')"));
        }
    }

    @Test
    void refusesToWriteAnothersRows() throws SQLException {
        begin("globex");
        assertThat(write("update customer set name = 'gone' where tenant_id = 'acme'"))
                .isZero();
        assertThat(write("delete from purchase where tenant_id = 'acme'")).isZero();
        refused(DENIED, () -> write("insert into customer (tenant_id, name) values ('acme', 'planted')"));
        begin("globex");
        refused(DENIED, () -> write("update customer set tenant_id = 'acme'"));
        begin("globex");
        refused("23503", () -> write("insert into purchase (tenant_id, customer_id) values ('globex', 1)"));
        assertThat(database.all("select string_agg(tenant_id || name, ',' order by id) from customer"))
                .containsExactly("acmeAnn,globexGuy");
    }

    @Test
    void givesNoRightThatNoPolicyLooksAt() throws SQLException {
        for (String sql : List.of(
                "truncate customer cascade",
                "create table spy (tenant_id text, id bigint, foreign key (tenant_id, id) references customer (tenant_id, id))",
                "create trigger spy before insert on customer for each row execute function suppress_redundant_updates_trigger()",
                "alter table customer disable row level security",
                "drop policy nostage_tenant on customer")) {
            begin("globex");
            refused(DENIED, () -> write(sql));
        }
        begin("globex");
        assertThat(write("set local row_security = off")).isZero();
        refused(DENIED, () -> read("select name from customer"));
    }

    @Test
    void forgetsWhoItWasForWithTheTransaction() throws SQLException {
        begin("acme");
        assertThat(read("select name from customer")).containsExactly("Ann");
        connection.commit();
        assertThat(read("select name from customer")).isEmpty();

        begin("acme");
        refused("22012", () -> read("select 1 / 0"));
        connection.rollback();
        assertThat(read("select name from customer")).isEmpty();
    }

    @Test
    void wallsTheOwnerToo() throws SQLException {
        try (Connection owner = database.owner().getConnection()) {
            assertThat(Rows.of(owner, "select name from customer", row -> row.getString(1)))
                    .isEmpty();
        }
    }

    @Test
    void leavesWhatStandsAsItIsAndMendsTheRest() {
        String oids = "select string_agg(oid::text, ',' order by oid) from pg_policy";
        List<String> before = database.all(oids);
        database.raise();
        assertThat(database.all(oids)).isEqualTo(before);

        database.owner(
                "alter policy nostage_tenant on customer using (true)",
                "alter table purchase disable row level security",
                "grant all on customer to public");
        database.raise();
        assertThat(database.findings(new CatalogCheck(List.of(), List.of()))).isEmpty();
    }

    @Test
    void saysThatTheApplicationsRoleIsMissing() throws SQLException {
        try (Connection owner = database.owner().getConnection()) {
            assertThatThrownBy(() -> new DatabaseWall("nobody").raise(owner))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("\"nobody\"");
            assertThatThrownBy(() -> new DatabaseWall(database.ownerRole()).raise(owner))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("is the one that migrates");
            assertThat(owner.getAutoCommit()).isTrue();
        }
    }
}
