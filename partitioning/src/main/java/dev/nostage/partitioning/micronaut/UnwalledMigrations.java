package dev.nostage.partitioning.micronaut;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.flyway.DataSourceMigrationRunner;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Lets Flyway behind the wall: a migration changes tables, and works for nobody. */
@Singleton
@Requires(classes = DataSourceMigrationRunner.class)
@Replaces(DataSourceMigrationRunner.class)
class UnwalledMigrations extends DataSourceMigrationRunner {

    @SuppressWarnings("rawtypes") // as Micronaut's own
    UnwalledMigrations(ApplicationContext context, ApplicationEventPublisher events, Walls walls) {
        super(context, events, new DataSourceResolver() {
            @Override
            public DataSource resolve(DataSource dataSource) {
                return walls.behind(dataSource);
            }
        });
    }
}
