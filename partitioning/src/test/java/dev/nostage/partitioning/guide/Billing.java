package dev.nostage.partitioning.guide;

import dev.nostage.partitioning.database.TenantCopy;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantLifecycle;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.model.Page;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.Sort;
import io.micronaut.data.repository.jpa.criteria.PredicateSpecification;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** What a service does with its tenants' invoices, as the guide shows it. */
@Singleton
@Requires(property = "guide")
class Billing {

    private final InvoiceRepository invoices;
    private final ClientRepository clients;
    private final DataSource dataSource;
    private final Tenants tenants;
    private final TenantLifecycle lifecycle;
    private final TenantCopy copies;

    Billing(
            InvoiceRepository invoices,
            ClientRepository clients,
            DataSource dataSource,
            Tenants tenants,
            TenantLifecycle lifecycle,
            TenantCopy copies) {
        this.invoices = invoices;
        this.clients = clients;
        this.dataSource = dataSource;
        this.tenants = tenants;
        this.lifecycle = lifecycle;
        this.copies = copies;
    }

    Client open(String name, String email, String number, BigDecimal total) {
        Invoice first = new Invoice(null, null, null, number, total, "EUR", null);
        return clients.save(new Client(null, null, name, email, List.of(first)));
    }

    void add(Client client, List<String> numbers) {
        invoices.saveAll(numbers.stream()
                .map(number -> new Invoice(null, null, client, number, BigDecimal.TEN, "EUR", null))
                .toList());
    }

    Invoice discount(Invoice read) {
        return invoices.update(read.total(read.total().subtract(BigDecimal.ONE)));
    }

    Page<Invoice> above(BigDecimal least) {
        return invoices.findByTotalGreaterThan(least, Pageable.from(0, 20, Sort.of(Sort.Order.desc("total"))));
    }

    List<Invoice> cheapOr(String number) {
        PredicateSpecification<Invoice> cheap =
                (root, criteria) -> criteria.lessThan(root.get("total"), BigDecimal.valueOf(5));
        return invoices.findAll(cheap.or((root, criteria) -> criteria.equal(root.get("number"), number)));
    }

    List<Turnover> turnover() {
        return invoices.turnover(Tenants.require().id().value());
    }

    @Transactional
    int raise(BigDecimal factor) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("update invoice set total = total * ? where tenant_id = ?")) {
            update.setBigDecimal(1, factor);
            update.setString(2, Tenants.require().id().value());
            return update.executeUpdate();
        }
    }

    void raiseAll() {
        tenants.forEach(Tenant::isLive, tenant -> raise(BigDecimal.valueOf(2)));
    }

    void reproduce(Instant end) {
        lifecycle.open(Tenant.test("bug-4711", end), copies.of(new TenantId("acme"), "ticket 4711"));
    }
}
