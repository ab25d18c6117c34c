package dev.nostage.partitioning.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.database.TestDatabase;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.data.exceptions.OptimisticLockException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide shows, on PostgreSQL and on the schema that its migrations make, with all walls up. */
class GuideIT {

    private static final Tenant ACME = Tenant.live("acme");
    private static final Tenant GLOBEX = Tenant.live("globex");

    @TempDir
    Path migrations;

    private TestDatabase database;
    private ApplicationContext application;
    private Billing billing;
    private InvoiceRepository invoices;

    @BeforeEach
    void migrateAndStart() throws IOException {
        for (Map.Entry<String, String> script : GuidePage.scripts().entrySet()) {
            if (script.getKey().startsWith("V")) {
                Files.writeString(migrations.resolve(script.getKey()), script.getValue());
            }
        }
        Files.writeString(migrations.resolve("V3__backfill.sql.conf"), "executeInTransaction=false\n");
        Files.writeString(
                migrations.resolve("V1_1__rows.sql"),
                "insert into currency values ('EUR', 'Euro'); insert into client (name, email) values ('Ann',"
                        + " 'ann@example.org'); insert into invoice (client_id, number, total, currency, version)"
                        + " values (1, 'old', 7, 'EUR', 0);");
        database = TestDatabase.postgres();
        start();
        billing = application.getBean(Billing.class);
        invoices = application.getBean(InvoiceRepository.class);
    }

    private void start() {
        Map<String, Object> all = new HashMap<>(database.asProperties());
        all.putAll(database.acrossProperties());
        all.put("guide", "on");
        all.put("nostage.tenancy.tenants[0].id", "acme");
        all.put("nostage.tenancy.tenants[1].id", "globex");
        all.put("flyway.datasources.owner.enabled", true);
        all.put("flyway.datasources.owner.locations", "filesystem:" + migrations);
        all.put("flyway.datasources.owner.url", database.url().replace(database.role(), database.ownerRole()));
        all.put("flyway.datasources.owner.user", database.ownerRole());
        all.put("flyway.datasources.owner.password", "");
        all.put("flyway.datasources.owner.properties.flyway.postgresql.transactional.lock", "false");
        all.put("nostage.partitioning.application-role", database.role());
        application = ApplicationContext.run(all);
    }

    @AfterEach
    void close() {
        application.close();
    }

    private static BigDecimal money(int units) {
        return BigDecimal.valueOf(units);
    }

    @Test
    void showsTheOldRowsToTheTenantThatHadThemAndToNobodyElse() {
        Tenants.runAs(ACME, () -> {
            assertThat(invoices.findByNumber("old"))
                    .get()
                    .satisfies(old -> assertThat(old.client()).isNotNull())
                    .satisfies(old -> assertThat(old.client().name()).isEqualTo("Ann"));
            assertThat(invoices.findByClientName("Ann")).hasSize(1);
        });
        Tenants.runAs(GLOBEX, () -> assertThat(invoices.findAll()).isEmpty());
        assertThatThrownBy(invoices::findAll)
                .isInstanceOf(TenantMissingException.class)
                .satisfies(e -> assertThat(GuidePage.quotes(e.getMessage()))
                        .as(e.getMessage())
                        .isTrue());
    }

    @Test
    void worksWithOwnRowsInEveryWayThatTheGuideShows() throws Exception {
        Tenants.runAs(GLOBEX, () -> {
            Client bob = billing.open("Bob", "bob@example.org", "first", money(3));
            assertThat(bob.tenantId()).isEqualTo("globex");
            billing.add(bob, List.of("second", "third"));
            Invoice first = invoices.findByNumber("first").orElseThrow();
            assertThat(billing.discount(first).total()).isEqualByComparingTo("2");
            assertThatThrownBy(() -> billing.discount(first)).isInstanceOf(OptimisticLockException.class);
            assertThat(billing.above(money(1)).getContent())
                    .extracting(Invoice::number)
                    .containsExactlyInAnyOrder("first", "second", "third");
            assertThat(billing.cheapOr("second")).extracting(Invoice::number).containsOnly("first", "second");
            assertThat(invoices.findByCurrencyOrderByNumber("EUR"))
                    .extracting(Summary::number)
                    .containsExactly("first", "second", "third");
            assertThat(billing.turnover())
                    .singleElement()
                    .satisfies(bobs -> assertThat(bobs.total()).isEqualByComparingTo("22"));
            assertThatThrownBy(() -> invoices.turnover("acme")).isInstanceOf(CrossTenantException.class);
        });
        int raised = Tenants.callAs(GLOBEX, () -> billing.raise(money(3)));
        assertThat(raised).isEqualTo(3);
        assertThat(database.all("select total from invoice where tenant_id = 'acme'"))
                .containsExactly("7.00");
    }

    @Test
    void worksForEveryTenantInTurnAndAcrossThem() {
        Tenants.runAs(GLOBEX, () -> billing.open("Bob", "bob@example.org", "first", money(3)));
        billing.raiseAll();
        assertThat(database.all("select total from invoice order by total")).containsExactly("6.00", "14.00");
        assertThat(application.getBean(AllInvoices.class).turnover()).isEqualByComparingTo("20");
    }

    @Test
    void copiesATenantAndMasksItsAddresses() {
        billing.reproduce(Instant.parse("2099-01-01T00:00:00Z"));
        assertThat(database.all("select number from invoice where tenant_id = 'bug-4711'"))
                .containsExactly("old");
        assertThat(database.all("select email from client where tenant_id = 'bug-4711'"))
                .singleElement()
                .satisfies(email -> assertThat(email).endsWith("@a.invalid"));
    }
}
