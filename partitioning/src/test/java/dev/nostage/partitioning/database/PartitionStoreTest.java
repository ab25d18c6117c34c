package dev.nostage.partitioning.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.partitioning.jdbc.TransactionStamp;
import dev.nostage.tenancy.Tenant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With the wall up, as the application's role. */
final class PartitionStoreTest {

    private static final Tenant ACME = Tenant.live("acme");
    private static final Tenant GLOBEX = Tenant.live("globex");

    private static final String[] TABLES = {
        "create table customer (id int, tenant_id varchar(63) not null, name varchar(20), primary key (tenant_id, id))",
        // No entity maps it, its name needs quotes, it refers to customers and to itself.
        "create table \"Line Item\" (tenant_id varchar(63) not null, id int not null, customer int not null,"
                + " parent int, primary key (tenant_id, id),"
                + " foreign key (tenant_id, customer) references customer (tenant_id, id),"
                + " foreign key (tenant_id, parent) references \"Line Item\" (tenant_id, id))",
        "create table note (tenant_id varchar(63) not null, id int not null, customer int, primary key (tenant_id, id),"
                + " foreign key (tenant_id, customer) references customer (tenant_id, id) on delete cascade)",
        "create table link (tenant_id varchar(63) not null, id int not null, next int not null,"
                + " primary key (tenant_id, id), foreign key (tenant_id, next) references link (tenant_id, id))",
        "create table country (code varchar(2) primary key)",
        "insert into country values ('de')"
    };

    private static void fill(TestDatabase database) {
        database.owner(TABLES);
        for (String tenant : List.of("acme", "globex", "initech")) {
            database.owner(
                    "insert into customer select x, '" + tenant + "', 'name ' || x from " + series(database, 1, 100),
                    "insert into \"Line Item\" select '" + tenant + "', x, x, nullif(x - 1, 0) from "
                            + series(database, 1, 100),
                    "insert into note select '" + tenant + "', x, x from " + series(database, 1, 100),
                    "insert into link values ('" + tenant + "', 1, 1)");
        }
        database.raise();
    }

    private static String series(TestDatabase database, int from, int to) {
        return (database.isPostgres() ? "generate_series(" : "system_range(") + from + ", " + to + ") as s"
                + (database.isPostgres() ? "(x)" : "");
    }

    /** What all other tenants have, to the letter. */
    private static List<String> checksum(TestDatabase database, String tenant) {
        return List.of("customer", "\"Line Item\"", "note", "link").stream()
                .flatMap(table -> database
                        .all(
                                database.isPostgres()
                                        ? "select md5(string_agg(t::text, '|' order by t.tenant_id, t.id)) from "
                                                + table + " t where tenant_id <> '" + tenant + "'"
                                        : "select rawtohex(hash('SHA-256', listagg(" + columns(table) + ", '|') within"
                                                + " group (order by tenant_id, id))) from " + table
                                                + " where tenant_id <> '" + tenant + "'")
                        .stream())
                .toList();
    }

    private static String columns(String table) {
        return switch (table) {
            case "customer" -> "tenant_id || id || name";
            case "\"Line Item\"" -> "tenant_id || id || customer || coalesce(parent, 0)";
            case "note" -> "tenant_id || id || coalesce(customer, 0)";
            default -> "tenant_id || id || next";
        };
    }

    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void removesEveryRowOfTheTenantInChunksChildrenFirstAndTouchesNoOther(TestDatabase database) {
        fill(database);
        List<String> others = checksum(database, "acme");
        assertThat(others).doesNotContainNull().doesNotHaveDuplicates();
        PartitionStore store = new PartitionStore(
                "default", database.application(), database.wall().stamp(), 7);

        assertThat(store.name()).isEqualTo("database:default");
        assertThat(store.residue(ACME)).isEqualTo(301);
        assertThat(store.purge(ACME)).isEqualTo(301);
        assertThat(store.residue(ACME)).isZero();
        assertThat(store.purge(ACME)).isZero();
        assertThat(store.residue(GLOBEX)).isEqualTo(301);
        assertThat(checksum(database, "acme")).isEqualTo(others);
        assertThat(database.all("select count(*) from country")).containsExactly("1");
    }

    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void goesOnWhereItWasCutOff(TestDatabase database) {
        fill(database);
        // Another's row refers to it from a table of no tenant, until somebody removes that.
        database.owner(
                "create table hold (tenant varchar(63), id int,"
                        + " foreign key (tenant, id) references customer (tenant_id, id))",
                "insert into hold values ('acme', 50)");
        PartitionStore store = new PartitionStore(
                "default", database.application(), database.wall().stamp(), 7);

        assertThatThrownBy(() -> store.purge(ACME))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("acme")
                .hasMessageContaining("database:default");
        assertThat(store.residue(ACME)).isPositive().isLessThan(301);

        database.owner("drop table hold");
        store.purge(ACME);
        assertThat(store.residue(ACME)).isZero();
        assertThat(store.residue(GLOBEX)).isEqualTo(301);
    }

    @Test
    void saysWhetherDeadRowsRemain() {
        TestDatabase postgres = TestDatabase.postgres();
        fill(postgres);
        postgres.admin("vacuum");
        PartitionStore store = new PartitionStore(
                "default", postgres.application(), postgres.wall().stamp(), 7);
        assertThat(store.note(ACME)).contains("no dead rows remain");

        store.purge(ACME);
        assertThat(store.note(ACME)).contains("dead rows remain until VACUUM in Line Item, customer, link, note");

        TestDatabase h2 = TestDatabase.h2();
        fill(h2);
        assertThat(new PartitionStore("default", h2.application(), h2.wall().stamp()).note(ACME))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void tellsOfEveryChunkAndEndsWhenItIsToldTo(TestDatabase database) {
        fill(database);
        PartitionStore store = new PartitionStore(
                "default", database.application(), database.wall().stamp(), 10);
        AtomicInteger chunks = new AtomicInteger();

        assertThatThrownBy(() -> store.purge(ACME, () -> {
                    if (chunks.incrementAndGet() == 3) {
                        throw new IllegalStateException("somebody else does it");
                    }
                }))
                .hasMessageContaining("somebody else does it");
        assertThat(store.residue(ACME)).isBetween(270L, 301L);
        store.purge(ACME, chunks::incrementAndGet);
        assertThat(chunks).hasValueGreaterThan(30);
        assertThat(store.residue(ACME)).isZero();
    }

    @Test
    void takesNoChunkOfNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new PartitionStore("default", TestDatabase.h2().application(), TransactionStamp.NONE, 0))
                .withMessageContaining("0");
    }

    @Test
    void removesTheRowsOfPartitionsOnce() {
        TestDatabase database = TestDatabase.postgres();
        database.owner(
                "create table event (id int, tenant_id text not null, primary key (tenant_id, id)) partition by hash (tenant_id)",
                "create table event_0 partition of event for values with (modulus 2, remainder 0)",
                "create schema archive",
                "create table archive.event_1 partition of event for values with (modulus 2, remainder 1)",
                "insert into event select x, t from generate_series(1, 20) as s(x), (values ('acme'), ('globex'), ('a'), ('b')) as v(t)");
        database.raise();
        PartitionStore store = new PartitionStore(
                "default", database.application(), database.wall().stamp(), 7);
        for (String tenant : List.of("acme", "a", "b")) {
            assertThat(store.residue(Tenant.live(tenant))).isEqualTo(20);
            assertThat(store.purge(Tenant.live(tenant))).isEqualTo(20);
            assertThat(store.residue(Tenant.live(tenant))).isZero();
        }
        assertThat(store.residue(GLOBEX)).isEqualTo(20);
    }
}
