package dev.nostage.partitioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.partitioning.database.PartitionStore;
import dev.nostage.partitioning.database.TestDatabase.Product;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import org.junit.jupiter.api.Test;

class PartitionStoreIT {

    private static final Tenant ACME = Tenant.live("acme");
    private static final Tenant GLOBEX = Tenant.live("globex");

    @Test
    void removesEveryRowOfTheTenantChildrenFirstAndNoneOfAnother() {
        try (LedgerDatabase database = new LedgerDatabase(
                Product.H2,
                // No entity maps it, its name needs quotes, it refers to the ledger and to itself.
                "create table \"Line Item\" (tenant_id varchar(63) not null, id int not null, ledger bigint not null,"
                        + " parent int, primary key (tenant_id, id),"
                        + " foreign key (tenant_id, ledger) references ledger (tenant_id, id),"
                        + " foreign key (tenant_id, parent) references \"Line Item\" (tenant_id, id))",
                "create table country (code varchar(2) primary key)",
                "insert into country values ('de')")) {
            for (Tenant tenant : new Tenant[] {ACME, GLOBEX}) {
                Ledger ledger = Tenants.callAs(tenant, () -> database.ledgers.save(Ledger.of("first")));
                database.execute(
                        "insert into \"Line Item\" values ('" + tenant.id() + "', 1, " + ledger.id() + ", null)");
                database.execute("insert into \"Line Item\" values ('" + tenant.id() + "', 2, " + ledger.id() + ", 1)");
            }
            PartitionStore store = database.application.getBean(PartitionStore.class);

            assertThat(store.name()).isEqualTo("database:default");
            assertThat(store.residue(ACME)).isEqualTo(3);
            assertThat(store.purge(ACME)).isEqualTo(3);
            assertThat(store.residue(ACME)).isZero();
            assertThat(store.purge(ACME)).isZero();
            assertThat(store.residue(GLOBEX)).isEqualTo(3);
            assertThat(database.value("select count(*) from country")).isEqualTo("1");
        }
    }

    @Test
    void leavesOtherSchemasAndViewsAloneAndFollowsCascades() {
        try (LedgerDatabase database = new LedgerDatabase(
                Product.H2,
                "create schema other",
                "create table other.stuff (tenant_id varchar(63))",
                "insert into other.stuff values ('acme')",
                "create view everything as select tenant_id, entry from ledger",
                "create table \"No\"\"te\" (tenant_id varchar(63) not null, ledger bigint not null,"
                        + " foreign key (tenant_id, ledger) references ledger (tenant_id, id) on delete cascade)")) {
            Ledger ledger = Tenants.callAs(ACME, () -> database.ledgers.save(Ledger.of("first")));
            database.execute("insert into \"No\"\"te\" values ('acme', " + ledger.id() + ")");
            PartitionStore store = database.application.getBean(PartitionStore.class);

            assertThat(store.residue(ACME)).isEqualTo(2);
            store.purge(ACME);
            assertThat(store.residue(ACME)).isZero();
            assertThat(database.value("select count(*) from other.stuff")).isEqualTo("1");
        }
    }

    @Test
    void saysWhichTableStandsInACircle() {
        try (LedgerDatabase database = new LedgerDatabase(
                Product.H2,
                "create table a (tenant_id varchar(63), id int, b int, primary key (tenant_id, id))",
                "create table b (tenant_id varchar(63), id int, a int, primary key (tenant_id, id),"
                        + " foreign key (tenant_id, a) references a (tenant_id, id))",
                "alter table a add foreign key (tenant_id, b) references b (tenant_id, id)")) {
            PartitionStore store = database.application.getBean(PartitionStore.class);

            assertThatThrownBy(() -> store.purge(ACME))
                    .hasMessageContaining("database:default")
                    .hasMessageContaining("PUBLIC.A is part of a circle of foreign keys")
                    .hasMessageContaining("ON DELETE CASCADE");
        }
    }
}
