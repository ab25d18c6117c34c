package dev.nostage.partitioning.guide;

import dev.nostage.partitioning.AcrossTenants;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.math.BigDecimal;

@Requires(property = "guide")
@AcrossTenants(because = "the month's figures")
@Repository("across")
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface AllInvoices extends CrudRepository<Invoice, Long> {

    @Query("select sum(total) from invoice")
    BigDecimal turnover();
}
