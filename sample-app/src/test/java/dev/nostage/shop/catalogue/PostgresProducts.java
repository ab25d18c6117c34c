package dev.nostage.shop.catalogue;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;

/** The same repository in PostgreSQL's SQL, which is written when it is compiled. */
@JdbcRepository(dialect = Dialect.POSTGRES)
@Replaces(ProductRepository.class)
@Requires(property = "datasources.default.dialect", value = "POSTGRES")
interface PostgresProducts extends ProductRepository {}
