package dev.nostage.partitioning.shop;

import io.micronaut.data.annotation.Join;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.PageableRepository;
import java.util.List;

@JdbcRepository(dialect = Dialect.H2)
public interface CustomerRepository extends PageableRepository<Customer, Long> {

    @Join(value = "purchases", type = Join.Type.LEFT_FETCH)
    @Join(value = "country", type = Join.Type.LEFT_FETCH)
    List<Customer> findByName(String name);

    List<Customer> findByPurchasesItem(String item);
}
