package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.directory.DirectoryMigration;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.env.Environment;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.flyway.FlywayConfigurationProperties;
import jakarta.inject.Singleton;
import java.util.stream.Stream;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** Makes the directory's tables with the migrations of its database, whichever user they run as. */
@Singleton
@Requires(classes = FlywayConfigurationProperties.class)
@Requires(property = DirectoryFactory.PLACE, pattern = DirectoryFactory.JDBC)
final class DirectoryMigrations implements BeanCreatedEventListener<FlywayConfigurationProperties>, Ordered {

    private final String source;
    private final @Nullable String url;

    DirectoryMigrations(DirectoryConfiguration configuration, Environment environment) {
        source = configuration.datasource();
        url = environment
                .getProperty("datasources." + source + ".url", String.class)
                .orElse(null);
    }

    @Override
    public FlywayConfigurationProperties onCreated(BeanCreatedEvent<FlywayConfigurationProperties> event) {
        FlywayConfigurationProperties configured = event.getBean();
        if (configured.getNameQualifier().equals(source) || isSameDatabase(configured.getUrl())) {
            FluentConfiguration flyway = configured.getFluentConfiguration();
            flyway.callbacks(Stream.concat(Stream.of(new DirectoryMigration()), Stream.of(flyway.getCallbacks()))
                    .toArray(Callback[]::new));
        }
        return configured;
    }

    private boolean isSameDatabase(@Nullable String other) {
        return url != null && other != null && address(url).equals(address(other));
    }

    /** What says which database it is; what follows says how to connect, and as whom. */
    private static String address(String url) {
        return url.split("[?;]", 2)[0];
    }

    /** Before Micronaut's own listener, which may migrate at once. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
