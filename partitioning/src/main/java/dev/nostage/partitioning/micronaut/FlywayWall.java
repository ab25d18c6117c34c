package dev.nostage.partitioning.micronaut;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.partitioning.database.DatabaseWall;
import dev.nostage.partitioning.database.DatabaseWallCallback;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.env.Environment;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.context.exceptions.ConfigurationException;
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
    private final Environment environment;

    FlywayWall(DatabaseWall wall, Environment environment) {
        this.wall = wall;
        this.environment = environment;
    }

    @Override
    public FlywayConfigurationProperties onCreated(BeanCreatedEvent<FlywayConfigurationProperties> event) {
        demandOneUser(event.getBean());
        FluentConfiguration flyway = event.getBean().getFluentConfiguration();
        flyway.callbacks(Stream.concat(Stream.of(flyway.getCallbacks()), Stream.of(new DatabaseWallCallback(wall)))
                .toArray(Callback[]::new));
        return event.getBean();
    }

    /** One that has a URL of its own and is named like a data source migrates as that one's user too. */
    private void demandOneUser(FlywayConfigurationProperties flyway) {
        if (!flyway.isEnabled() || !flyway.hasAlternativeDatabaseConfiguration()) {
            return;
        }
        String name = flyway.getNameQualifier();
        String user = flyway.getUser();
        environment
                .getProperty("datasources." + name + ".username", String.class)
                .filter(application -> user != null && !user.equals(application))
                .ifPresent(application -> {
                    throw new ConfigurationException("flyway.datasources." + name
                            + " is named like a data source, and Micronaut would migrate with it twice, as "
                            + quoted(user)
                            + " and as the data source's " + quoted(application)
                            + ": give it another name, such as flyway.datasources.owner");
                });
    }

    /** Before Micronaut's own listener, which may migrate at once. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
