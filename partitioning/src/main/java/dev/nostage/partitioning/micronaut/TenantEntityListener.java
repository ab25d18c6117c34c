package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.RepositoryWall;
import io.micronaut.core.beans.BeanProperty;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.util.SupplierUtil;
import io.micronaut.data.event.EntityEventContext;
import io.micronaut.data.event.EntityEventListener;
import io.micronaut.data.model.runtime.RuntimePersistentEntity;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows the wall every partitioned entity that is written, removed or loaded, before anybody else sees it. */
@Singleton
final class TenantEntityListener implements EntityEventListener<Object>, Ordered {

    private final RepositoryWall wall;
    private final Map<Class<?>, Optional<Partitioned>> known = new ConcurrentHashMap<>();
    /** Of the row before, which is mostly one of the same entity: a page's rows need not each be looked up. */
    private volatile @Nullable Partitioned last;

    /**
     * What is asked of each row, read once.
     *
     * @param name the entity's simple name, for messages
     * @param tenant by which it names its tenant
     * @param references read with the first that is written, when the entities that they are of are known
     */
    private record Partitioned(
            RuntimePersistentEntity<Object> entity,
            String name,
            BeanProperty<Object, Object> tenant,
            Supplier<List<TenantReference>> references) {

        static Optional<Partitioned> of(RuntimePersistentEntity<Object> entity) {
            return TenantReference.tenantPropertyOf(entity)
                    .map(tenant -> new Partitioned(
                            entity,
                            entity.getSimpleName(),
                            tenant,
                            SupplierUtil.memoized(() -> TenantReference.of(entity))));
        }
    }

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
        for (TenantReference reference : entity.references().get()) {
            reference.verify(context.getEntity(), wall);
        }
        if (named == null) {
            context.setProperty(entity.tenant(), tenant);
        }
        return true;
    }

    static @Nullable String named(Object entity, BeanProperty<Object, Object> property) {
        Object named = property.get(entity);
        return named == null ? null : named.toString();
    }

    private Partitioned partitioned(EntityEventContext<Object> context) {
        RuntimePersistentEntity<Object> entity = context.getPersistentEntity();
        Partitioned recent = last;
        if (recent == null || !recent.entity().equals(entity)) {
            recent = partitioned(entity).orElseThrow();
            last = recent;
        }
        return recent;
    }

    private Optional<Partitioned> partitioned(RuntimePersistentEntity<Object> entity) {
        return known.computeIfAbsent(entity.getIntrospection().getBeanType(), first -> Partitioned.of(entity));
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
