package dev.nostage.benchmarks;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.runtime.multitenancy.TenantResolver;
import jakarta.inject.Singleton;
import java.io.Serializable;

/** Whose rows plain Micronaut Data reads. */
@Singleton
@Requires(property = RepositoryBenchmark.DATABASE)
@Requires(missingBeans = TenantResolver.class)
final class OnlyTenant implements TenantResolver {

    @Override
    public Serializable resolveTenantIdentifier() {
        return RepositoryBenchmark.TENANT;
    }
}
