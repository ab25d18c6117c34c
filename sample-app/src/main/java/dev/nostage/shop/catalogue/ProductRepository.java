package dev.nostage.shop.catalogue;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

/** An ordinary repository: that it is walled is the processor's doing. */
@JdbcRepository(dialect = Dialect.H2)
public interface ProductRepository extends CrudRepository<Product, String> {}
