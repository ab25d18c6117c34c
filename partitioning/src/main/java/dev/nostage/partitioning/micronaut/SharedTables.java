package dev.nostage.partitioning.micronaut;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.partitioning.Shared;
import dev.nostage.partitioning.jdbc.CatalogPartitions;
import dev.nostage.partitioning.sql.Partitions.Kind;
import dev.nostage.partitioning.sql.TableName;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.beans.BeanIntrospector;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.model.runtime.RuntimeEntityRegistry;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The tables that are declared shared: by their entities, and by name. A declaration that is wrong stops the start. */
@Singleton
final class SharedTables implements ApplicationEventListener<StartupEvent> {

    private final PartitioningConfiguration configuration;
    private final RuntimeEntityRegistry entities;
    private final Walls walls;

    SharedTables(PartitioningConfiguration configuration, RuntimeEntityRegistry entities, Walls walls) {
        this.configuration = configuration;
        this.entities = entities;
        this.walls = walls;
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>(configured());
        BeanIntrospector.SHARED.findIntrospections(MappedEntity.class).stream()
                .filter(entity -> entity.hasAnnotation(Shared.class))
                .map(entity -> entities.getEntity(entity.getBeanType()).getPersistedName())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .forEach(names::add);
        return names;
    }

    private Set<String> configured() {
        return PartitioningConfiguration.names(configuration.sharedTables());
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        Collection<CatalogPartitions> catalogs = walls.catalogs();
        if (catalogs.isEmpty()) {
            return;
        }
        for (String name : configured()) {
            if (catalogs.stream().noneMatch(catalog -> catalog.hasTable(name))) {
                throw new ConfigurationException("Table " + quoted(name)
                        + " is named in nostage.partitioning.shared-tables, and there is none: correct the name, or"
                        + " take it away");
            }
        }
        for (String name : names()) {
            if (catalogs.stream().anyMatch(catalog -> catalog.kindOf(new TableName(null, name)) == Kind.PARTITIONED)) {
                throw new ConfigurationException("Table " + quoted(name)
                        + " is declared shared, and has a tenant_id: its rows are the tenants', take the declaration"
                        + " away");
            }
        }
    }
}
