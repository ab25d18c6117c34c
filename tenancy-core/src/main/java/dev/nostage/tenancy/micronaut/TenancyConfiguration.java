package dev.nostage.tenancy.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who says which tenant a request works for, and how long a tenant's removal waits.
 *
 * @param trustedPeers addresses or networks whose Tenant-Id header is believed, such as 10.0.0.0/8
 * @param baseDomains domains whose subdomains name tenants, such as shop.example
 * @param fixed the id of the one tenant that every request works for, to develop with
 * @param multitenancy whether the resolvers of micronaut-multitenancy are believed
 * @param directory where tenants are kept: memory; or jdbc, the application's database, with nostage-partitioning
 * @param drain how long a removal waits for the tenant's requests in flight: a duration
 */
@ConfigurationProperties("nostage.tenancy")
record TenancyConfiguration(
        @Bindable(defaultValue = "") List<String> trustedPeers,
        @Bindable(defaultValue = "") List<String> baseDomains,
        @Nullable String fixed,
        @Bindable(defaultValue = "false") boolean multitenancy,
        @Bindable(defaultValue = "memory") String directory,
        @Bindable(defaultValue = "10s") String drain) {

    TenancyConfiguration {
        trustedPeers = written(trustedPeers);
        baseDomains = written(baseDomains);
    }

    /** A default of "", or a variable that is set to nothing, arrives as a list of one blank. */
    private static List<String> written(List<String> list) {
        return list.stream().filter(entry -> !entry.isBlank()).toList();
    }
}
