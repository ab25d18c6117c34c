package dev.nostage.partitioning.database;

import dev.nostage.event.SecurityLog;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantLifecycle;
import dev.nostage.tenancy.TenantStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * What is copied in the tests: customers of two tenants, and how a copy is opened. With the wall up. Nobody's day of
 * birth is one that a mask may draw.
 */
final class CopiedCustomers {

    static final TenantId ACME = new TenantId("acme");
    static final Instant END = Instant.parse("2099-01-01T00:00:00Z");

    private static final String CUSTOMER = "create table customer (id bigint generated always as identity,"
            + " tenant_id varchar(63) not null, email varchar(100) not null, phone varchar(12), born date,"
            + " income numeric(12, 2), seen timestamp with time zone, token uuid not null, remark varchar(200),"
            + " vip boolean not null, twice numeric(14, 2) generated always as (income * 2)%s, boss bigint,"
            + " primary key (tenant_id, id), unique (tenant_id, email), unique (tenant_id, token),"
            + " foreign key (tenant_id, boss) references customer (tenant_id, id))";

    /** Its text refers to a masked one, and nobody has to say of it that it is masked too. */
    private static final String LETTER = "create table \"Letter Box\" (tenant_id varchar(63) not null, no int not null,"
            + " recipient varchar(100) not null, copy_to varchar(100), primary key (tenant_id, no),"
            + " foreign key (tenant_id, recipient) references customer (tenant_id, email))";

    static final MaskingRules RULES = rules(
            Set.of(
                    "customer.email",
                    "customer.phone",
                    "customer.born",
                    "Customer.INCOME",
                    "customer.seen",
                    "customer.token",
                    "letter box.copy_to"),
            Set.of("customer.remark"));

    final List<String> progress = new ArrayList<>();
    final TenantDirectory directory = new InMemoryTenantDirectory(List.of(
            Tenant.live("acme"), Tenant.live("globex"), Tenant.live("gone").with(TenantStatus.REMOVING)));

    static MaskingRules rules(Set<String> masked, Set<String> plain) {
        Set<String> written = new HashSet<>(masked);
        written.addAll(plain);
        return new MaskingRules(masked, plain, written);
    }

    static void fill(TestDatabase database) {
        database.owner(CUSTOMER.formatted(database.isPostgres() ? " stored" : ""), LETTER);
        for (String tenant : List.of("acme", "globex")) {
            for (int i = 1; i <= 20; i++) {
                database.owner(
                        "insert into customer (tenant_id, email, phone, born, income, seen, token, remark, vip) values ('"
                                + tenant + "', 'ann" + i + "@example.org', '0170-" + (i % 3) + "', date '2024-02-"
                                + (i + 1)
                                + "', 5" + i + "000.50, timestamp with time zone '2026-01-01 10:00:00+00', '"
                                + "00000000-0000-0000-0000-0000000000" + (i + 10) + "', 'likes tea', true)");
            }
            database.owner(
                    "insert into customer (tenant_id, email, token, vip) values ('" + tenant
                            + "', 'nobody', '00000000-0000-0000-0000-000000000099', false)",
                    "update customer set boss = (select max(id) from customer where tenant_id = '" + tenant
                            + "') where tenant_id = '" + tenant + "' and vip",
                    "insert into \"Letter Box\" select tenant_id, 1, email, 'ann2@example.org' from customer"
                            + " where tenant_id = '" + tenant + "' and email = 'ann1@example.org'");
        }
        database.raise();
    }

    TenantLifecycle lifecycle(TestDatabase database) {
        return new TenantLifecycle(
                directory,
                List.of(new PartitionStore(
                        "default", database.application(), database.wall().stamp())),
                List.of(tenant -> {
                    throw new AssertionError("a copy starts with nothing else");
                }),
                Clock.systemUTC());
    }

    TenantCopy copy(DataSource across, MaskingRules rules) {
        return new TenantCopy(across, rules, directory, new AuditLog(Clock.systemUTC()), new SecurityLog(() -> 0));
    }

    void open(TestDatabase database, String id, MaskingRules rules) {
        lifecycle(database)
                .open(
                        Tenant.test(id, END),
                        copy(database.admin(), rules)
                                .of(
                                        ACME,
                                        "ticket 4711",
                                        (table, rows, done, all) ->
                                                progress.add(table.toLowerCase().replaceFirst(".*\\.", "") + " " + rows
                                                        + " " + done + "/" + all)));
    }

    static List<String> of(TestDatabase database, String tenant, String column) {
        return database.all("select " + column + " from customer where tenant_id = '" + tenant + "' order by id");
    }
}
