package dev.nostage.partitioning.shop;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.annotation.Join;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.CursoredPage;
import io.micronaut.data.model.Page;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import io.micronaut.data.repository.jpa.JpaSpecificationExecutor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@JdbcRepository(dialect = Dialect.H2)
@Requires(property = "datasources.default.dialect", value = "H2")
public interface PurchaseRepository extends CrudRepository<Purchase, Long>, JpaSpecificationExecutor<Purchase> {

    @Join("customer")
    List<Purchase> findByItem(String item);

    List<Purchase> findByCustomerName(String name);

    List<String> findCustomerNameByItem(String item);

    Page<Purchase> findByItemLike(String item, Pageable page);

    CursoredPage<Purchase> find(Pageable page);

    @Query("select p.item, c.name as customer_name from purchase p join customer c on c.id = p.customer_id and"
            + " c.tenant_id = p.tenant_id where p.tenant_id = :tenant and p.item in (:items)")
    List<Line> lines(String tenant, List<String> items);

    @Query(
            value = "select * from purchase where tenant_id = :tenant",
            countQuery = "select count(*) from purchase where tenant_id = :tenant")
    Page<Purchase> page(String tenant, Pageable page);

    @Query("update purchase set item = :item where id = :id and tenant_id = :tenantId")
    void rename(Purchase purchase);

    @Query("insert into purchase (tenant_id, item, version) values (:tenantId, :item, 0)")
    void add(Purchase purchase);

    @Query("delete from purchase where tenant_id = :tenant")
    long wipe(String tenant);

    Stream<Purchase> queryByItemLike(String item);

    Stream<String> queryItemByItemLike(String item);

    CompletableFuture<List<Purchase>> searchByItem(String item);

    CompletableFuture<Purchase> insert(Purchase purchase);

    Publisher<Purchase> readByItemLike(String item);

    Flux<Purchase> retrieveByItemLike(String item);

    Mono<Long> countByItemLike(String item);
}
