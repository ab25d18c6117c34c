package dev.nostage.partitioning.processor;

import dev.nostage.partitioning.Shared;
import dev.nostage.partitioning.sql.Partitions;
import dev.nostage.partitioning.sql.TableName;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.visitor.VisitorContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose rows tables hold, as the compiler knows it: everybody's, if an entity that is declared {@link Shared} maps it, in
 * the repository's package, the entity's or one below, or at the other end of a relation, or if the build says so. Every
 * other table is taken for partitioned.
 */
final class Tables implements Partitions {

    private final Set<String> shared;
    private final Set<String> mapped;

    private Tables(Set<String> shared, Set<String> mapped) {
        this.shared = shared;
        this.mapped = mapped;
    }

    static Tables of(ClassElement repository, ClassElement entity, Options options, VisitorContext context) {
        Set<String> shared = new HashSet<>(options.sharedTables());
        Set<String> mapped = new HashSet<>(options.sharedTables());
        for (String packageName : new HashSet<>(List.of(repository.getPackageName(), entity.getPackageName()))) {
            for (ClassElement type : context.getClassElements(packageName, Shared.class.getName())) {
                shared.add(new Entity(type).table());
            }
            for (ClassElement type : context.getClassElements(packageName, MappedEntity.class.getName())) {
                mapped.add(new Entity(type).table());
            }
        }
        addReachable(new Entity(entity), shared, mapped, new HashSet<>());
        return new Tables(shared, mapped);
    }

    private static void addReachable(Entity entity, Set<String> shared, Set<String> mapped, Set<String> seen) {
        if (!seen.add(entity.type().getName())) {
            return;
        }
        mapped.add(entity.table());
        if (entity.isShared()) {
            shared.add(entity.table());
        }
        entity.relations().forEach(relation -> addReachable(relation.target(), shared, mapped, seen));
    }

    @Override
    public Kind kindOf(TableName table) {
        return shared.contains(table.name()) ? Kind.SHARED : Kind.PARTITIONED;
    }

    /** What is only taken for a table since it could be one, is none if the statement itself says what it is. */
    @Override
    public boolean isTable(TableName table) {
        return mapped.contains(table.name());
    }
}
