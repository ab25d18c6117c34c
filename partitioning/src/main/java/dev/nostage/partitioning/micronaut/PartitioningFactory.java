package dev.nostage.partitioning.micronaut;

import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.RepositoryWall;
import dev.nostage.tenancy.Tenants;
import dev.nostage.tenancy.micronaut.ModuleKeys;
import io.micronaut.context.annotation.Factory;
import io.micronaut.data.runtime.multitenancy.TenantResolver;
import jakarta.inject.Singleton;
import java.util.List;

/** The parts of partitioning as beans. */
@Factory
final class PartitioningFactory {

    @Singleton
    ModuleKeys keys() {
        return new ModuleKeys(List.of(
                "nostage.partitioning.across-tenants.datasource",
                "nostage.partitioning.application-role",
                "nostage.partitioning.directory.datasource",
                "nostage.partitioning.functions",
                "nostage.partitioning.masked-columns",
                "nostage.partitioning.plain-columns",
                "nostage.partitioning.purge-chunk",
                "nostage.partitioning.shared-tables",
                "nostage.partitioning.stamp-secret",
                "nostage.partitioning.verify"));
    }

    @Singleton
    RepositoryWall repositoryWall(SecurityLog security) {
        return new RepositoryWall(security);
    }

    /** What fills the predicates that Micronaut Data generates; with no tenant it throws, and never answers null. */
    @Singleton
    TenantResolver tenantResolver() {
        return () -> Tenants.require().id().value();
    }
}
