package dev.nostage.partitioning.leak;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.Join;
import io.micronaut.data.model.CursoredPage;
import io.micronaut.data.model.Page;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.Sort;
import io.micronaut.data.repository.CrudRepository;
import io.micronaut.data.repository.jpa.JpaSpecificationExecutor;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/** @param <E> the entity, as one writes it with the walls or without */
public interface Bookings<E> extends CrudRepository<E, Long>, JpaSpecificationExecutor<E> {

    List<E> findAll(Sort sort);

    List<E> findByIdIn(Collection<Long> ids);

    List<E> findByItem(String item);

    List<E> findByItemOrItemLike(String item, String pattern);

    List<Line> searchByItemLike(String pattern);

    Optional<String> findItemById(Long id);

    boolean existsByItem(String item);

    long countByItemLike(String pattern);

    Optional<Integer> findMaxAmountByItemLike(String pattern);

    Optional<Integer> findMinAmountByItemLike(String pattern);

    Optional<Long> findSumAmountByItemLike(String pattern);

    Page<E> findByItemLike(String pattern, Pageable page);

    CursoredPage<E> find(Pageable page);

    List<E> findByTenantId(String tenantId);

    Optional<E> findByIdForUpdate(Long id);

    @Join("account")
    List<E> queryByItem(String item);

    @Join("account")
    List<E> queryByItemLike(String pattern);

    List<E> findByAccountName(String name);

    long countByAccountName(String name);

    List<String> findAccountNameByItem(String item);

    Stream<E> getByItemLike(String pattern);

    CompletableFuture<List<E>> readByItemLike(String pattern);

    Flux<E> retrieveByItemLike(String pattern);

    void update(@Id Long id, String item);

    long updateByItem(String item, int amount);

    long deleteByItem(String item);
}
