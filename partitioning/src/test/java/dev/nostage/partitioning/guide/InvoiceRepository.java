package dev.nostage.partitioning.guide;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.annotation.Join;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.Page;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import io.micronaut.data.repository.jpa.JpaSpecificationExecutor;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

@Requires(property = "guide")
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface InvoiceRepository extends CrudRepository<Invoice, Long>, JpaSpecificationExecutor<Invoice> {

    @Join("client")
    Optional<Invoice> findByNumber(String number);

    List<Invoice> findByClientName(String name);

    Page<Invoice> findByTotalGreaterThan(BigDecimal total, Pageable page);

    List<Summary> findByCurrencyOrderByNumber(String currency);

    @Query("select c.name, sum(i.total) as total from invoice i"
            + " join client c on c.tenant_id = i.tenant_id and c.id = i.client_id"
            + " where i.tenant_id = :tenant group by c.name order by c.name")
    List<Turnover> turnover(String tenant);
}
