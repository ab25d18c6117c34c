package dev.nostage.partitioning.processor;

import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.data.annotation.Relation;
import io.micronaut.data.annotation.Relation.Cascade;
import io.micronaut.data.annotation.Relation.Kind;
import io.micronaut.data.annotation.sql.JoinColumn;
import io.micronaut.data.annotation.sql.JoinTable;
import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.TypedElement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A relation as the compiler sees it, from the entity that declares it. */
record EntityRelation(Entity source, TypedElement member) {

    String name() {
        return member.getName();
    }

    /** The entity at the other end; of a collection, that of its elements. */
    Entity target() {
        ClassElement declared = member.getGenericType();
        return new Entity(declared.getFirstTypeArgument().orElse(declared));
    }

    /** Whether the two are tied by a table that is neither's. */
    boolean hasLinkTable() {
        Kind kind = member.enumValue(Relation.class, Kind.class).orElse(Kind.MANY_TO_MANY);
        boolean inverse = mappedBy().isPresent();
        return member.hasAnnotation(JoinTable.class)
                || kind == Kind.MANY_TO_MANY
                || (kind == Kind.ONE_TO_MANY && !inverse && joinColumns().isEmpty());
    }

    /** The relation at the other end that this one mirrors. */
    Optional<String> mappedBy() {
        return member.stringValue(Relation.class, "mappedBy").filter(name -> !name.isEmpty());
    }

    boolean cascadesUpdates() {
        return cascade().contains(Cascade.ALL) || cascade().contains(Cascade.UPDATE);
    }

    boolean cascades() {
        return !cascade().isEmpty() && !cascade().equals(Set.of(Cascade.NONE));
    }

    private Set<Cascade> cascade() {
        return new HashSet<>(List.of(member.enumValues(Relation.class, "cascade", Cascade.class)));
    }

    /** Whether the rows it ties are of one tenant by the join's own condition. */
    boolean joinsTheTenant() {
        return joinColumns().stream()
                .anyMatch(column -> isTenant(column, "name") && isTenant(column, "referencedColumnName"));
    }

    private List<AnnotationValue<JoinColumn>> joinColumns() {
        return member.getAnnotationValuesByType(JoinColumn.class);
    }

    private static boolean isTenant(AnnotationValue<JoinColumn> column, String member) {
        return column.stringValue(member)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(Entity.COLUMN::equals)
                .isPresent();
    }
}
