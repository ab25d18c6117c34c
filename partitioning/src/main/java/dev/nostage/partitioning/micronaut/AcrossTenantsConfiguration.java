package dev.nostage.partitioning.micronaut;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.partitioning.CrossTenantException;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where work for several tenants at once runs.
 *
 * @param datasource the name of a data source of its own, on which no wall stands; none by default
 */
@ConfigurationProperties("nostage.partitioning.across-tenants")
record AcrossTenantsConfiguration(@Nullable String datasource) {

    static final String KEY = "nostage.partitioning.across-tenants.datasource";

    /** @throws CrossTenantException if no data source is named */
    void demand(String method) {
        if (datasource == null || datasource.isBlank()) {
            throw new CrossTenantException(
                    method,
                    method + " works across tenants, and there is no data source for that: add one whose role sees"
                            + " every row, and name it in " + KEY);
        }
    }

    /** @throws ConfigurationException if it names a data source that is not there, or the one that all requests use */
    void demandAmong(Set<String> sources) {
        if (datasource == null) {
            return;
        }
        if (datasource.equals("default")) {
            throw new ConfigurationException(
                    KEY + " names the default data source, which would lose its walls: add one of"
                            + " its own for work across tenants, to the same database");
        }
        if (!sources.contains(datasource)) {
            throw new ConfigurationException(KEY + ": there is no data source " + quoted(datasource) + ", only "
                    + String.join(", ", new TreeSet<>(sources)));
        }
    }

    boolean isOf(String name) {
        return name.equals(datasource);
    }
}
