package dev.nostage.partitioning.criteria;

import dev.nostage.partitioning.Shared;
import dev.nostage.partitioning.sql.Partitions;
import dev.nostage.partitioning.sql.TableName;
import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.core.beans.BeanIntrospector;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TenantId;
import io.micronaut.data.model.runtime.RuntimeEntityRegistry;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whose rows tables hold, by the entities that map them: criteria can name no other table. */
public final class MappedPartitions implements Partitions {

    private final RuntimeEntityRegistry entities;
    private volatile @Nullable Map<TableName, Kind> kinds;

    public MappedPartitions(RuntimeEntityRegistry entities) {
        this.entities = entities;
    }

    @Override
    public Kind kindOf(TableName table) {
        Map<TableName, Kind> known = kinds;
        if (known == null) {
            known = read();
            kinds = known;
        }
        return known.getOrDefault(new TableName(null, table.name()), Kind.UNKNOWN);
    }

    /** Two entities of one table must both say that it is shared. */
    private Map<TableName, Kind> read() {
        Map<TableName, Kind> read = new HashMap<>();
        for (BeanIntrospection<?> entity : BeanIntrospector.SHARED.findIntrospections(MappedEntity.class)) {
            String table = entities.getEntity(entity.getBeanType()).getPersistedName();
            read.merge(new TableName(null, table), kindOf(entity), (one, other) -> one == Kind.SHARED ? other : one);
        }
        return read;
    }

    private static Kind kindOf(BeanIntrospection<?> entity) {
        boolean partitioned =
                entity.getBeanProperties().stream().anyMatch(property -> property.hasStereotype(TenantId.class));
        if (partitioned) {
            return Kind.PARTITIONED;
        }
        return entity.hasStereotype(Shared.class) ? Kind.SHARED : Kind.UNKNOWN;
    }
}
