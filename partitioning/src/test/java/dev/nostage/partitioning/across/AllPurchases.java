package dev.nostage.partitioning.across;

import dev.nostage.partitioning.AcrossTenants;
import dev.nostage.partitioning.shop.Purchase;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.Repository;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.stream.Stream;

@Repository("across")
@JdbcRepository(dialect = Dialect.H2)
@Requires(property = "datasources.across.dialect", value = "H2")
@AcrossTenants(because = "what everybody buys")
interface AllPurchases extends CrudRepository<Purchase, Long> {

    List<Purchase> findByItem(String item);

    @Query("select count(*) from purchase")
    long everybodys();

    Stream<Purchase> queryByItem(String item);
}
