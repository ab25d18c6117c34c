package dev.nostage.benchmarks;

import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Optional;

/** A service over the repository. */
@Singleton
@Requires(property = RepositoryBenchmark.DATABASE)
class Stock {

    private final Items items;

    Stock(Items items) {
        this.items = items;
    }

    @Transactional
    Optional<Item> find(long id) {
        return items.findById(id);
    }
}
