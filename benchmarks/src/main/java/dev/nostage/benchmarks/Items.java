package dev.nostage.benchmarks;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.PageableRepository;

/** An ordinary repository. */
interface Items extends PageableRepository<Item, Long> {

    /** In memory. */
    @JdbcRepository(dialect = Dialect.H2)
    @Requires(property = RepositoryBenchmark.DATABASE, value = "h2")
    interface OfH2 extends Items {}

    /** Over the loopback. */
    @JdbcRepository(dialect = Dialect.POSTGRES)
    @Requires(property = RepositoryBenchmark.DATABASE, value = "postgresql")
    interface OfPostgres extends Items {}
}
