package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.RepositoryWall;
import io.micronaut.core.beans.BeanProperty;
import io.micronaut.data.annotation.TenantId;
import io.micronaut.data.model.runtime.RuntimeAssociation;
import io.micronaut.data.model.runtime.RuntimePersistentEntity;
import io.micronaut.data.model.runtime.RuntimePersistentProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A partitioned entity that another refers to, and whose key is written with it.
 *
 * @param name the entity's simple name
 * @param property by which the other refers to it
 * @param tenant by which it names its tenant
 */
record TenantReference(String name, BeanProperty<Object, Object> property, BeanProperty<Object, Object> tenant) {

    @SuppressWarnings("unchecked") // properties are read from the entity that they are of, whatever it is
    static List<TenantReference> of(RuntimePersistentEntity<Object> entity) {
        List<TenantReference> references = new ArrayList<>();
        for (RuntimeAssociation<Object> association : entity.getAssociations()) {
            if (!association.isForeignKey() && !association.isEmbedded()) {
                RuntimePersistentEntity<Object> target =
                        (RuntimePersistentEntity<Object>) association.getAssociatedEntity();
                tenantPropertyOf(target)
                        .ifPresent(tenant -> references.add(
                                new TenantReference(target.getSimpleName(), association.getProperty(), tenant)));
            }
        }
        return List.copyOf(references);
    }

    static Optional<BeanProperty<Object, Object>> tenantPropertyOf(RuntimePersistentEntity<Object> entity) {
        return entity.getPersistentProperties().stream()
                .filter(property -> property.getAnnotationMetadata().hasStereotype(TenantId.class))
                .findFirst()
                .map(RuntimePersistentProperty::getProperty);
    }

    /** Passes if the entity refers to none, to one of the current tenant's, or to one that does not say whose it is. */
    void verify(Object entity, RepositoryWall wall) {
        Object referred = property.get(entity);
        if (referred != null) {
            wall.stamp(name, TenantEntityListener.named(referred, tenant));
        }
    }
}
