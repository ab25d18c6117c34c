package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.Masked;
import dev.nostage.partitioning.database.MaskingRules;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.beans.BeanIntrospector;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.model.Association;
import io.micronaut.data.model.PersistentEntity;
import io.micronaut.data.model.PersistentEntityUtils;
import io.micronaut.data.model.PersistentProperty;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a copy of a tenant shows of columns that no entity maps, each written {@code table.column}.
 *
 * @param maskedColumns those whose values it masks
 * @param plainColumns those whose values it shows
 */
@ConfigurationProperties("nostage.partitioning")
record MaskingConfiguration(
        @Bindable(defaultValue = "") List<String> maskedColumns,
        @Bindable(defaultValue = "") List<String> plainColumns) {

    /** With what the entities say: what is not masked there is shown. */
    MaskingRules rules() {
        Set<String> masked = new TreeSet<>(PartitioningConfiguration.names(maskedColumns));
        Set<String> plain = new TreeSet<>(PartitioningConfiguration.names(plainColumns));
        Set<String> written = new TreeSet<>(masked);
        written.addAll(plain);
        BeanIntrospector.SHARED
                .findIntrospections(MappedEntity.class)
                .forEach(found -> add(PersistentEntity.of(found.getBeanType()), masked, plain));
        return new MaskingRules(masked, plain, written);
    }

    private static void add(PersistentEntity entity, Set<String> masked, Set<String> plain) {
        PersistentEntityUtils.traversePersistentProperties(entity, (path, property) -> {
            String column =
                    entity.getPersistedName() + "." + entity.getNamingStrategy().mappedName(path, property);
            (isMasked(path, property) ? masked : plain).add(column);
        });
    }

    /** Of a relation only the key is here, and that is as its own entity says. */
    private static boolean isMasked(List<Association> path, PersistentProperty property) {
        return property.getAnnotationMetadata().hasAnnotation(Masked.class)
                || path.stream()
                        .anyMatch(association ->
                                association.getAnnotationMetadata().hasAnnotation(Masked.class));
    }
}
