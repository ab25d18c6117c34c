package dev.nostage.partitioning.micronaut;

import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.RepositoryWall;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.annotation.Factory;
import io.micronaut.data.runtime.multitenancy.TenantResolver;
import jakarta.inject.Singleton;

/** The parts of partitioning as beans. */
@Factory
final class PartitioningFactory {

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
