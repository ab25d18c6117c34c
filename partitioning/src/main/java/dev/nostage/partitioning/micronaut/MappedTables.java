package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.database.MappedTable;
import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.core.beans.BeanIntrospector;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TenantId;
import io.micronaut.data.model.PersistentEntity;
import java.util.List;

/** The tables that entities map, whether a repository uses them or not. */
final class MappedTables {

    private MappedTables() {}

    static List<MappedTable> known() {
        return BeanIntrospector.SHARED.findIntrospections(MappedEntity.class).stream()
                .map(MappedTables::table)
                .toList();
    }

    static MappedTable table(BeanIntrospection<?> entity) {
        return new MappedTable(
                entity.getBeanType().getSimpleName(),
                entity.stringValue(MappedEntity.class, "schema")
                        .filter(schema -> !schema.isEmpty())
                        .orElse(null),
                PersistentEntity.of(entity.getBeanType()).getPersistedName(),
                entity.getBeanProperties().stream().anyMatch(property -> property.hasStereotype(TenantId.class)));
    }
}
