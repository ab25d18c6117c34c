package dev.nostage.shop.order;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.H2)
interface PurchaseOrderRepository extends CrudRepository<PurchaseOrder, UUID> {

    List<PurchaseOrder> list(Pageable page);
}
