package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.database.CatalogCheck;
import dev.nostage.partitioning.database.DatabaseWall;
import dev.nostage.partitioning.database.PartitionStore;
import dev.nostage.partitioning.database.Verification;
import dev.nostage.tenancy.micronaut.Configured;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.EachBean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.context.exceptions.DisabledBeanException;
import io.micronaut.core.convert.ConversionService;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** The database's wall, the check that it stands, and the rows behind it, as beans. */
@Factory
final class DatabaseFactory {

    /** Made at the start, so that a word that it cannot read stops it. */
    @Context
    Verification verification(DatabaseConfiguration configuration, ConversionService conversion) {
        return new Configured(DatabaseConfiguration.PREFIX, conversion)
                .read("verify", configuration.verify(), Verification.class, Verification.ENFORCE);
    }

    @Singleton
    DatabaseWall databaseWall(DatabaseConfiguration configuration, ConversionService conversion) {
        Configured configured = new Configured(DatabaseConfiguration.PREFIX, conversion);
        configured.made("application-role", () -> new DatabaseWall(configuration.applicationRole()));
        return configured.made(
                "stamp-secret", () -> new DatabaseWall(configuration.applicationRole(), configuration.stampSecret()));
    }

    @Singleton
    CatalogCheck catalogCheck(SharedTables shared) {
        return new CatalogCheck(shared.names(), MappedTables.known());
    }

    @EachBean(DataSource.class)
    PartitionStore partitionStore(
            @Parameter String name,
            @Parameter DataSource source,
            Walls walls,
            DatabaseWall wall,
            DatabaseConfiguration configuration,
            AcrossTenantsConfiguration across,
            ConversionService conversion) {
        if (across.isOf(name)) {
            throw new DisabledBeanException("Its rows are another data source's");
        }
        Configured configured = new Configured(DatabaseConfiguration.PREFIX, conversion);
        int chunk =
                configured.read("purge-chunk", configuration.purgeChunk(), Integer.class, PartitionStore.DEFAULT_CHUNK);
        return configured.made(
                "purge-chunk", () -> new PartitionStore(name, walls.behind(source), wall.stamp(), chunk));
    }
}
