package dev.nostage.testkit.isolation;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.Page;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import io.micronaut.data.repository.jpa.JpaSpecificationExecutor;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/** Every kind of method, none of which leaks. */
@Requires(property = "test.memos", value = "sound")
@JdbcRepository(dialect = Dialect.H2)
interface MemoRepository extends CrudRepository<Memo, UUID>, JpaSpecificationExecutor<Memo> {

    List<Memo> findByTextLike(String pattern);

    long countByStarsBetween(int least, int most);

    Page<Memo> list(Pageable page);

    List<Memo> findByIdIn(List<UUID> ids);

    void updateByText(String text, int stars);

    CompletableFuture<List<Memo>> searchByText(String text);

    Flux<Memo> queryByText(String text);

    Stream<Memo> readByText(String text);

    default boolean isKnown(String text) {
        return !findByTextLike(text).isEmpty();
    }
}
