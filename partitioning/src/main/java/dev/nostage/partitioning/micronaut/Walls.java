package dev.nostage.partitioning.micronaut;

import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.Crossing;
import dev.nostage.partitioning.database.DatabaseWall;
import dev.nostage.partitioning.jdbc.CatalogPartitions;
import dev.nostage.partitioning.jdbc.JdbcWall;
import dev.nostage.partitioning.jdbc.StatementRule;
import dev.nostage.partitioning.jdbc.WalledDataSource;
import dev.nostage.partitioning.sql.Partitions;
import dev.nostage.partitioning.sql.StatementGuard;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Puts the second wall before each data source as it is made: first of all, so that it is inside of what Micronaut Data
 * wraps around it, and nothing that is unwrapped there leads behind it.
 */
@Singleton
final class Walls implements BeanCreatedEventListener<DataSource>, Ordered {

    private final Map<DataSource, Walled> walled = new ConcurrentHashMap<>();
    private final BeanProvider<PartitioningConfiguration> configuration;
    private final BeanProvider<AcrossTenantsConfiguration> across;
    private final BeanProvider<SharedTables> shared;
    private final BeanProvider<StatementRule> rules;
    private final BeanProvider<SecurityLog> security;
    private final BeanProvider<DatabaseWall> database;

    Walls(
            BeanProvider<PartitioningConfiguration> configuration,
            BeanProvider<AcrossTenantsConfiguration> across,
            BeanProvider<SharedTables> shared,
            BeanProvider<StatementRule> rules,
            BeanProvider<SecurityLog> security,
            BeanProvider<DatabaseWall> database) {
        this.configuration = configuration;
        this.across = across;
        this.shared = shared;
        this.rules = rules;
        this.security = security;
        this.database = database;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
        DataSource physical = event.getBean();
        CatalogPartitions catalog =
                new CatalogPartitions(physical, () -> shared.get().names());
        String name = event.getBeanIdentifier().getName();
        DataSource wallBefore =
                new WalledDataSource(physical, across.get().isOf(name) ? crossed(name) : tenantsWall(catalog));
        walled.put(wallBefore, new Walled(physical, catalog));
        return wallBefore;
    }

    private JdbcWall tenantsWall(CatalogPartitions catalog) {
        return new JdbcWall(
                guard(catalog), rules.stream().toList(), database.get().stamp(), security.get());
    }

    /** No table is one tenant's there; every other rule stands, and one more, at each row too: that somebody said why. */
    private JdbcWall crossed(String name) {
        return JdbcWall.demanding(
                () -> Crossing.demand("Data source \"" + name + "\""),
                guard(table -> Partitions.Kind.SHARED),
                rules.stream().toList(),
                database.get().stamp(),
                security.get());
    }

    private StatementGuard guard(Partitions partitions) {
        return new StatementGuard(
                partitions, PartitioningConfiguration.names(configuration.get().functions()));
    }

    /** What is behind the wall, for what is the framework's own: migrations, removals, the catalog. */
    DataSource behind(DataSource dataSource) {
        DataSource unwrapped = DelegatingDataSource.unwrapDataSource(dataSource);
        Walled found = walled.get(unwrapped);
        return found == null ? unwrapped : found.physical;
    }

    Collection<CatalogPartitions> catalogs() {
        return walled.values().stream().map(Walled::catalog).toList();
    }

    private record Walled(DataSource physical, CatalogPartitions catalog) {}
}
