package dev.nostage.partitioning.shop;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.annotation.Join;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.PageableRepository;
import java.util.List;

@JdbcRepository(dialect = Dialect.H2)
@Requires(property = "datasources.default.dialect", value = "H2")
public interface CustomerRepository extends PageableRepository<Customer, Long> {

    @Join(value = "purchases", type = Join.Type.LEFT_FETCH)
    @Join(value = "country", type = Join.Type.LEFT_FETCH)
    List<Customer> findByName(String name);

    List<Customer> findByPurchasesItem(String item);

    /** Says of every purchase that it is acme's, as a wrong join would show it. */
    @Query("select c_.*, p_.id as p_id, 'acme' as p_tenant_id, p_.item as p_item, p_.version as p_version,"
            + " p_.customer_id as p_customer_id from customer c_ join purchase p_ on p_.customer_id = c_.id and"
            + " p_.tenant_id = c_.tenant_id where c_.tenant_id = :tenant")
    @Join(value = "purchases", alias = "p_")
    List<Customer> mislabelled(String tenant);
}
