package dev.nostage.partitioning;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

@JdbcRepository(dialect = Dialect.H2)
@Requires(property = "datasources.default.dialect", value = "H2")
interface LedgerRepository extends CrudRepository<Ledger, Long> {

    List<Ledger> findByEntry(String entry);

    boolean existsByEntry(String entry);

    default boolean isThere(String entry) {
        return existsByEntry(entry);
    }

    default Ledger rewrite(Ledger ledger) {
        return update(ledger);
    }
}
