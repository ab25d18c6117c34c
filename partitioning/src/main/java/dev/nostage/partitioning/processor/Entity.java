package dev.nostage.partitioning.processor;

import dev.nostage.partitioning.Shared;
import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.EmbeddedId;
import io.micronaut.data.annotation.MappedEntity;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An entity as the compiler sees it: its properties, and the fields that are none, its superclasses' too. */
record Entity(ClassElement type) {

    static final String COLUMN = "tenant_id";

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

    boolean isShared() {
        return type.hasAnnotation(Shared.class);
    }

    /** The table's name in lower case, without its schema. */
    String table() {
        return type.stringValue(MappedEntity.class)
                .filter(name -> !name.isEmpty())
                .orElseGet(() -> underscored(type.getSimpleName()))
                .toLowerCase(Locale.ROOT);
    }

    /** By name, each once: a property and its field are one relation. */
    List<EntityRelation> relations() {
        Map<String, EntityRelation> relations = new LinkedHashMap<>();
        for (Element member : members()) {
            if (member.hasStereotype(Relation.class) && !isEmbedded(member)) {
                relations.putIfAbsent(member.getName(), new EntityRelation(this, (TypedElement) member));
            }
        }
        return List.copyOf(relations.values());
    }

    Optional<PropertyElement> tenant() {
        return type.getBeanProperties().stream()
                .filter(property -> property.hasStereotype(TenantId.class))
                .findFirst();
    }

    /** The tenant must be where Micronaut Data and the wall both find it. */
    void refuseUnreadableTenant(Refusals refusals) {
        Optional<PropertyElement> tenant = tenant();
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

    private static ClassElement typeOf(Element member) {
        return ((TypedElement) member).getGenericType();
    }

    private static String column(PropertyElement property) {
        return property.stringValue(MappedProperty.class)
                .orElseGet(() -> underscored(property.getName()))
                .toLowerCase(Locale.ROOT);
    }

    private static String underscored(String camelCase) {
        return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1_$2");
    }
}
