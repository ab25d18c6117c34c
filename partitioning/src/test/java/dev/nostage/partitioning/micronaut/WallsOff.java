package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.leak.StampAlone;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.core.order.Ordered;
import io.micronaut.data.event.EntityEventListener;
import io.micronaut.data.model.runtime.RuntimePersistentEntity;
import io.micronaut.data.runtime.multitenancy.TenantResolver;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Takes walls away, for tests that show what the others hold by themselves. Nothing in the main code can do that. */
final class WallsOff {

    private WallsOff() {}

    /** What the start would say of repositories that were compiled without our processor. */
    @Singleton
    @Replaces(ForgottenWalls.class)
    @Requires(property = "leak.wall-1", value = "off")
    static final class NobodyMinds implements ApplicationEventListener<StartupEvent> {

        @Override
        public void onApplicationEvent(StartupEvent event) {}
    }

    @Singleton
    @Replaces(TenantEntityListener.class)
    @Requires(property = "leak.wall-1", value = "off")
    static final class NobodyListens implements EntityEventListener<Object> {

        @Override
        public boolean supports(RuntimePersistentEntity<Object> entity, Class<? extends Annotation> event) {
            return false;
        }
    }

    /** As Micronaut Data's own resolvers: with no tenant it answers null. */
    @Singleton
    @Replaces(TenantResolver.class)
    @Requires(property = "leak.wall-1", value = "off")
    static final class AnyTenant implements TenantResolver {

        @Override
        public @Nullable String resolveTenantIdentifier() {
            return Tenants.current().map(tenant -> tenant.id().value()).orElse(null);
        }
    }

    @Singleton
    @Requires(property = "leak.wall-2", value = "off")
    static final class NobodyJudges implements BeanCreatedEventListener<DataSource>, Ordered {

        private final BeanProvider<Walls> walls;
        private final boolean stamp;

        NobodyJudges(BeanProvider<Walls> walls, @Property(name = "leak.stamp") boolean stamp) {
            this.walls = walls;
            this.stamp = stamp;
        }

        @Override
        public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
            DataSource physical = walls.get().behind(event.getBean());
            return stamp ? StampAlone.over(physical) : physical;
        }

        /** Just behind the wall that it takes away. */
        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE + 1;
        }
    }
}
