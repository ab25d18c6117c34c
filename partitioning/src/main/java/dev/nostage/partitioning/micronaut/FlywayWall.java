package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.database.DatabaseWall;
import dev.nostage.partitioning.database.DatabaseWallCallback;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.flyway.FlywayConfigurationProperties;
import jakarta.inject.Singleton;
import java.util.stream.Stream;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Raises the wall with every migration, whichever user it runs as. */
@Singleton
@Requires(classes = FlywayConfigurationProperties.class)
final class FlywayWall implements BeanCreatedEventListener<FlywayConfigurationProperties>, Ordered {

    private final DatabaseWall wall;

    FlywayWall(DatabaseWall wall) {
        this.wall = wall;
    }

    @Override
    public FlywayConfigurationProperties onCreated(BeanCreatedEvent<FlywayConfigurationProperties> event) {
        FluentConfiguration flyway = event.getBean().getFluentConfiguration();
        flyway.callbacks(Stream.concat(Stream.of(flyway.getCallbacks()), Stream.of(new DatabaseWallCallback(wall)))
                .toArray(Callback[]::new));
        return event.getBean();
    }

    /** Before Micronaut's own listener, which may migrate at once. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
