package dev.nostage.partitioning.across;

import dev.nostage.partitioning.AcrossTenants;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;

@Repository("across")
@JdbcRepository(dialect = Dialect.POSTGRES)
@AcrossTenants(because = "what everybody buys")
@Requires(property = "datasources.across.dialect", value = "POSTGRES")
interface PostgresAllPurchases extends AllPurchases {}
