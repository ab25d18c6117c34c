package dev.nostage.partitioning.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import org.jspecify.annotations.Nullable;

/**
 * Where work for several tenants at once runs.
 *
 * @param datasource the name of a data source of its own, on which no wall stands; none by default
 */
@ConfigurationProperties("nostage.partitioning.across-tenants")
record AcrossTenantsConfiguration(@Nullable String datasource) {

    boolean isOf(String name) {
        return name.equals(datasource);
    }
}
