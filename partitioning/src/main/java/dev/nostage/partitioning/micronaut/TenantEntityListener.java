package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.RepositoryWall;
import io.micronaut.core.beans.BeanProperty;
import io.micronaut.data.annotation.TenantId;
import io.micronaut.data.event.EntityEventContext;
import io.micronaut.data.event.EntityEventListener;
import io.micronaut.data.model.runtime.RuntimePersistentEntity;
import io.micronaut.data.model.runtime.RuntimePersistentProperty;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows the wall every partitioned entity that is written, removed or loaded. */
@Singleton
final class TenantEntityListener implements EntityEventListener<Object> {

    private final RepositoryWall wall;

    TenantEntityListener(RepositoryWall wall) {
        this.wall = wall;
    }

    @Override
    public boolean supports(RuntimePersistentEntity<Object> entity, Class<? extends Annotation> eventType) {
        return tenantProperty(entity).isPresent();
    }

    @Override
    public boolean prePersist(EntityEventContext<Object> context) {
        return stamp(context);
    }

    @Override
    public boolean preUpdate(EntityEventContext<Object> context) {
        return stamp(context);
    }

    @Override
    public boolean preRemove(EntityEventContext<Object> context) {
        return stamp(context);
    }

    @Override
    public void postLoad(EntityEventContext<Object> context) {
        wall.verifyLoaded(context.getPersistentEntity().getSimpleName(), named(context, property(context)));
    }

    /** @return true, by which Micronaut Data goes on */
    private boolean stamp(EntityEventContext<Object> context) {
        BeanProperty<Object, Object> property = property(context);
        String named = named(context, property);
        String tenant = wall.stamp(context.getPersistentEntity().getSimpleName(), named);
        if (named == null) {
            context.setProperty(property, tenant);
        }
        return true;
    }

    private static @Nullable String named(EntityEventContext<Object> context, BeanProperty<Object, Object> property) {
        Object named = property.get(context.getEntity());
        return named == null ? null : named.toString();
    }

    private static BeanProperty<Object, Object> property(EntityEventContext<Object> context) {
        return tenantProperty(context.getPersistentEntity()).orElseThrow();
    }

    private static Optional<BeanProperty<Object, Object>> tenantProperty(RuntimePersistentEntity<Object> entity) {
        return entity.getPersistentProperties().stream()
                .filter(property -> property.getAnnotationMetadata().hasStereotype(TenantId.class))
                .findFirst()
                .map(RuntimePersistentProperty::getProperty);
    }
}
