package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.RepositoryWall;
import io.micronaut.core.beans.BeanProperty;
import io.micronaut.core.order.Ordered;
import io.micronaut.data.event.EntityEventContext;
import io.micronaut.data.event.EntityEventListener;
import io.micronaut.data.model.runtime.RuntimePersistentEntity;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Shows the wall every partitioned entity that is written, removed or loaded, before anybody else sees it. */
@Singleton
final class TenantEntityListener implements EntityEventListener<Object>, Ordered {

    private final RepositoryWall wall;
    private final Map<Class<?>, Optional<BeanProperty<Object, Object>>> properties = new ConcurrentHashMap<>();
    private final Map<Class<?>, List<TenantReference>> references = new ConcurrentHashMap<>();

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
        wall.verifyLoaded(context.getPersistentEntity().getSimpleName(), named(context.getEntity(), property(context)));
    }

    /** @return true, by which Micronaut Data goes on */
    private boolean stamp(EntityEventContext<Object> context) {
        BeanProperty<Object, Object> property = property(context);
        String named = named(context.getEntity(), property);
        String tenant = wall.stamp(context.getPersistentEntity().getSimpleName(), named);
        for (TenantReference reference : referencesOf(context.getPersistentEntity())) {
            reference.verify(context.getEntity(), wall);
        }
        if (named == null) {
            context.setProperty(property, tenant);
        }
        return true;
    }

    private List<TenantReference> referencesOf(RuntimePersistentEntity<Object> entity) {
        return references.computeIfAbsent(entity.getIntrospection().getBeanType(), known -> TenantReference.of(entity));
    }

    static @Nullable String named(Object entity, BeanProperty<Object, Object> property) {
        Object named = property.get(entity);
        return named == null ? null : named.toString();
    }

    private BeanProperty<Object, Object> property(EntityEventContext<Object> context) {
        return tenantProperty(context.getPersistentEntity()).orElseThrow();
    }

    private Optional<BeanProperty<Object, Object>> tenantProperty(RuntimePersistentEntity<Object> entity) {
        return properties.computeIfAbsent(
                entity.getIntrospection().getBeanType(), known -> TenantReference.tenantPropertyOf(entity));
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
