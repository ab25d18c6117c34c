package dev.nostage.partitioning.micronaut;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.partitioning.directory.JdbcTenantDirectory;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantSeed;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.inject.qualifiers.Qualifiers;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The tenant directory in the application's database, for whoever asks for it. */
@Factory
@Requires(property = DirectoryFactory.PLACE, pattern = DirectoryFactory.JDBC)
final class DirectoryFactory {

    /** The key by which the core chooses a directory. */
    static final String PLACE = "nostage.tenancy.directory";

    static final String JDBC = "(?i)jdbc";

    /** Made at the start, behind all migrations, so that tables that are not there stop it. */
    @Context
    TenantDirectory directory(
            BeanContext beans,
            DirectoryConfiguration configuration,
            Walls walls,
            TenantSeed seed,
            @Nullable MigrationsByOthers migrated) {
        String name = configuration.datasource();
        DataSource source = beans.findBean(DataSource.class, Qualifiers.byName(name))
                .orElseThrow(() -> new ConfigurationException("nostage.partitioning.directory.datasource: there is no"
                        + " data source " + quoted(name) + " to keep the tenants in"));
        TenantDirectory directory = new JdbcTenantDirectory(walls.behind(source));
        directory.list(null, 1);
        seed.into(directory);
        return directory;
    }
}
