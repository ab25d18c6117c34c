package dev.nostage.partitioning.processor;

import dev.nostage.partitioning.Shared;
import dev.nostage.partitioning.sql.Partitions;
import dev.nostage.partitioning.sql.TableName;
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

    private Tables(Set<String> shared) {
        this.shared = shared;
    }

    static Tables of(ClassElement repository, ClassElement entity, Options options, VisitorContext context) {
        Set<String> shared = new HashSet<>(options.sharedTables());
        for (String packageName : new HashSet<>(List.of(repository.getPackageName(), entity.getPackageName()))) {
            for (ClassElement type : context.getClassElements(packageName, Shared.class.getName())) {
                shared.add(new Entity(type).table());
            }
        }
        addReachable(new Entity(entity), shared, new HashSet<>());
        return new Tables(shared);
    }

    private static void addReachable(Entity entity, Set<String> shared, Set<String> seen) {
        if (!seen.add(entity.type().getName())) {
            return;
        }
        if (entity.isShared()) {
            shared.add(entity.table());
        }
        entity.relations().forEach(relation -> addReachable(relation.target(), shared, seen));
    }

    @Override
    public Kind kindOf(TableName table) {
        return shared.contains(table.name()) ? Kind.SHARED : Kind.PARTITIONED;
    }
}
