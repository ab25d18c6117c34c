package dev.nostage.partitioning.processor;

import dev.nostage.partitioning.processor.RepositoryVisitor.Refusals;
import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.EmbeddedId;
import io.micronaut.data.annotation.MappedProperty;
import io.micronaut.data.annotation.Relation;
import io.micronaut.data.annotation.TenantId;
import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.Element;
import io.micronaut.inject.ast.ElementQuery;
import io.micronaut.inject.ast.PropertyElement;
import io.micronaut.inject.ast.TypedElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** An entity as the compiler sees it: its properties, and the fields that are none, its superclasses' too. */
record Entity(ClassElement type) {

    private static final String COLUMN = "tenant_id";

    /** Each has a type: properties and fields. */
    List<Element> members() {
        List<Element> members = new ArrayList<>(type.getBeanProperties());
        members.addAll(type.getEnclosedElements(ElementQuery.ALL_FIELDS));
        return members;
    }

    /** Whether any part of it, embedded ones too, names a tenant. */
    boolean isPartitioned() {
        return namesTenant(type, new HashSet<>());
    }

    /** The tenant must be where Micronaut Data and the wall both find it. */
    void refuseUnreadableTenant(Refusals refusals) {
        Optional<PropertyElement> tenant = type.getBeanProperties().stream()
                .filter(property -> property.hasStereotype(TenantId.class))
                .findFirst();
        if (tenant.isEmpty()) {
            refusals.add(
                    type,
                    "@TenantId must be on a readable property of " + type.getSimpleName()
                            + " itself: give it a getter, and do not embed it");
            return;
        }
        if (!tenant.get().getType().isAssignable(String.class)) {
            refusals.add(tenant.get(), "@TenantId " + tenant.get().getName() + " must be a String, as tenant ids are");
        }
        if (!COLUMN.equals(column(tenant.get()))) {
            refusals.add(
                    tenant.get(),
                    "@TenantId " + tenant.get().getName() + " must be the column " + COLUMN
                            + ", by which a removal finds a tenant's rows: name it tenantId");
        }
    }

    /** No tenant is added to a table that a relation joins, be it this entity's or the other's that is partitioned. */
    void refuseRelations(Refusals refusals) {
        for (Element member : members()) {
            if (isRelation(member) && (isPartitioned() || reachesTenant(target(member), new HashSet<>()))) {
                refusals.add(
                        member,
                        "no tenant is added to the table that the relation " + member.getName()
                                + " joins: keep the other" + " entity's id, and load it through its own repository");
            }
        }
    }

    private static boolean reachesTenant(ClassElement entity, Set<String> seen) {
        if (!seen.add(entity.getName())) {
            return false;
        }
        return new Entity(entity).isPartitioned()
                || new Entity(entity)
                        .members().stream()
                                .filter(Entity::isRelation)
                                .anyMatch(member -> reachesTenant(target(member), seen));
    }

    private static boolean namesTenant(ClassElement type, Set<String> seen) {
        return seen.add(type.getName())
                && new Entity(type)
                        .members().stream()
                                .anyMatch(member -> member.hasStereotype(TenantId.class)
                                        || (isEmbedded(member) && namesTenant(typeOf(member), seen)));
    }

    private static boolean isEmbedded(Element member) {
        return member.hasStereotype(EmbeddedId.class) || typeOf(member).hasStereotype(Embeddable.class);
    }

    private static boolean isRelation(Element member) {
        return member.hasStereotype(Relation.class) && !isEmbedded(member);
    }

    /** The entity at a relation's other end; of a collection, that of its elements. */
    private static ClassElement target(Element member) {
        ClassElement declared = typeOf(member);
        return declared.getFirstTypeArgument().orElse(declared);
    }

    private static ClassElement typeOf(Element member) {
        return ((TypedElement) member).getGenericType();
    }

    private static String column(PropertyElement property) {
        return property.stringValue(MappedProperty.class)
                .orElseGet(() -> property.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2"))
                .toLowerCase(Locale.ROOT);
    }
}
