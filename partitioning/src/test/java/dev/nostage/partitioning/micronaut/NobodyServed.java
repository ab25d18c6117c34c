package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.database.MappedTable;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;

/** Tests make the tables that they need, and find the repositories of all tests on their class path. */
@Singleton
@Replaces(ServedTables.class)
@Requires(missingProperty = "test.served")
final class NobodyServed extends ServedTables {

    NobodyServed(BeanContext beans) {
        super(beans);
    }

    @Override
    List<MappedTable> of(String dataSource) {
        return List.of();
    }
}
