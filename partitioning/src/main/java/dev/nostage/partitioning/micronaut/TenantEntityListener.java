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
    private final Map<Class<?>, Optional<Partitioned>> known = new ConcurrentHashMap<>();
    private final Map<Class<?>, List<TenantReference>> references = new ConcurrentHashMap<>();

    /**
     * What is asked of each row, read once.
     *
     * @param name the entity's simple name, for messages
     * @param tenant by which it names its tenant
     */
    private record Partitioned(String name, BeanProperty<Object, Object> tenant) {}

    TenantEntityListener(RepositoryWall wall) {
        this.wall = wall;
    }

    @Override
    public boolean supports(RuntimePersistentEntity<Object> entity, Class<? extends Annotation> eventType) {
        return partitioned(entity).isPresent();
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
        Partitioned entity = partitioned(context);
        wall.verifyLoaded(entity.name(), named(context.getEntity(), entity.tenant()));
    }

    /** @return true, by which Micronaut Data goes on */
    private boolean stamp(EntityEventContext<Object> context) {
        Partitioned entity = partitioned(context);
        String named = named(context.getEntity(), entity.tenant());
        String tenant = wall.stamp(entity.name(), named);
        for (TenantReference reference : referencesOf(context.getPersistentEntity())) {
            reference.verify(context.getEntity(), wall);
        }
        if (named == null) {
            context.setProperty(entity.tenant(), tenant);
        }
        return true;
    }

    private List<TenantReference> referencesOf(RuntimePersistentEntity<Object> entity) {
        return references.computeIfAbsent(entity.getIntrospection().getBeanType(), first -> TenantReference.of(entity));
    }

    static @Nullable String named(Object entity, BeanProperty<Object, Object> property) {
        Object named = property.get(entity);
        return named == null ? null : named.toString();
    }

    private Partitioned partitioned(EntityEventContext<Object> context) {
        return partitioned(context.getPersistentEntity()).orElseThrow();
    }

    private Optional<Partitioned> partitioned(RuntimePersistentEntity<Object> entity) {
        return known.computeIfAbsent(
                entity.getIntrospection().getBeanType(),
                first -> TenantReference.tenantPropertyOf(entity)
                        .map(tenant -> new Partitioned(entity.getSimpleName(), tenant)));
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
