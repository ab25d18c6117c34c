package dev.nostage.testkit.isolation;

import io.micronaut.core.beans.BeanProperty;
import io.micronaut.data.model.PersistentEntity;
import io.micronaut.data.model.PersistentProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An entity that names its tenant, and how to make instances of it that its table takes. */
final class PartitionedEntity {

    private static final String DATA = "io.micronaut.data.annotation.";
    private static final String TENANT = DATA + "TenantId";
    private static final String RELATION = DATA + "Relation";
    private static final List<String> FILLED_IN =
            List.of(DATA + "GeneratedValue", DATA + "AutoPopulated", DATA + "Version");

    private static final int USUAL_LENGTH = 12;

    private final Class<?> type;
    private final Shape shape;
    private final PersistentEntity mapping;

    PartitionedEntity(Class<?> type) {
        this.type = type;
        this.shape = Shape.of(type).orElseThrow(() -> Examples.cannot(type, "it is not introspected", null));
        this.mapping = PersistentEntity.of(type);
    }

    static boolean isPartitioned(Class<?> type) {
        return Shape.of(type).flatMap(shape -> shape.with(TENANT)).isPresent();
    }

    Class<?> type() {
        return type;
    }

    /** In lower case. */
    String table() {
        return mapping.getPersistedName().toLowerCase(Locale.ROOT);
    }

    /** The property by which rows are sorted and found. */
    @Nullable
    String identity() {
        PersistentProperty identity = mapping.getIdentity();
        return identity == null ? null : identity.getName();
    }

    List<Known> values(Object entity) {
        return shape.values(entity).entrySet().stream()
                .map(value -> new Known(value.getKey(), value.getValue()))
                .toList();
    }

    /** The value that an instance has for a column, if it maps that. */
    @Nullable
    Object value(Object entity, String column) {
        for (Map.Entry<String, Object> value : shape.values(entity).entrySet()) {
            if (column(value.getKey()).equals(column)) {
                return value.getValue();
            }
        }
        return null;
    }

    /**
     * One that is in no table yet, and names the victim.
     *
     * @throws NotExercisedError if it cannot be made
     */
    Object example(Victim victim, Examples examples) {
        Map<String, Rows.Reference> references = victim.references(table());
        Map<String, Integer> sizes = victim.sizes(table());
        return make(property -> {
            String column = column(property.getName());
            Rows.Reference reference = references.get(column);
            Object parent = reference == null ? null : victim.planted(reference);
            if (property.hasStereotype(TENANT)) {
                return victim.named(property.getType());
            }
            if (isFilledIn(property)) {
                return property.getType().isPrimitive() ? examples.of(property.asArgument()) : null;
            }
            if (property.hasStereotype(RELATION)) {
                return related(property, victim, examples);
            }
            return parent != null
                    ? parent
                    : examples.of(property.asArgument(), sizes.getOrDefault(column, USUAL_LENGTH));
        });
    }

    private @Nullable Object related(BeanProperty<Object, Object> property, Victim victim, Examples examples) {
        String kind = property.stringValue(RELATION).orElse("");
        if (kind.endsWith("_TO_MANY")) {
            return Set.class.isAssignableFrom(property.getType()) ? Set.of() : List.of();
        }
        return kind.equals("EMBEDDED") ? examples.of(property.asArgument()) : victim.plantedOf(property.getType());
    }

    /** The same row with another value in it, so that one sees whether it was written. */
    Object altered(Object entity, Victim victim, Examples examples) {
        Map<String, Rows.Reference> references = victim.references(table());
        Map<String, Integer> sizes = victim.sizes(table());
        Map<String, Object> values = new LinkedHashMap<>(shape.values(entity));
        for (BeanProperty<Object, Object> property : shape.properties()) {
            String column = column(property.getName());
            if (Examples.isSimple(property.getType())
                    && !property.getName().equals(identity())
                    && !property.hasStereotype(TENANT)
                    && !isFilledIn(property)
                    && !references.containsKey(column)) {
                values.put(
                        property.getName(),
                        examples.of(property.asArgument(), sizes.getOrDefault(column, USUAL_LENGTH)));
                break;
            }
        }
        return make(property -> values.get(property.getName()));
    }

    /** The same row, naming no tenant. */
    Object unnamed(Object entity) {
        Map<String, Object> values = shape.values(entity);
        return make(property -> property.hasStereotype(TENANT) ? null : values.get(property.getName()));
    }

    private Object make(Function<BeanProperty<Object, Object>, @Nullable Object> values) {
        try {
            return shape.make(values);
        } catch (RuntimeException e) {
            throw Examples.cannot(type, "its constructor refuses: " + e.getMessage(), e);
        }
    }

    private static boolean isFilledIn(BeanProperty<Object, Object> property) {
        return FILLED_IN.stream().anyMatch(property::hasStereotype);
    }

    private String column(String property) {
        PersistentProperty mapped = mapping.getPropertyByName(property);
        return (mapped == null ? property : mapped.getPersistedName()).toLowerCase(Locale.ROOT);
    }

    /** @return whether it is one, or several of them */
    boolean isMeantBy(Class<?> parameter) {
        return parameter.isAssignableFrom(type) && parameter != Object.class;
    }
}
