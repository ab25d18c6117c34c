package dev.nostage.partitioning.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.flyway.FlywayConfigurationProperties;
import jakarta.inject.Singleton;
import java.util.Collection;

/** Whoever has it knows that Flyway is done, also where it works with a user of its own and not with a data source's. */
@Singleton
@Requires(classes = FlywayConfigurationProperties.class)
final class MigrationsByOthers {

    MigrationsByOthers(Collection<FlywayConfigurationProperties> done) {}
}
