package dev.nostage.tenancy.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose word for a tenant counts, and how long a tenant's removal waits.
 *
 * @param trustedPeers addresses or networks whose {@code Tenant-Id} header is believed, such as {@code 10.0.0.0/8};
 *     none by default
 * @param drain how long a removal waits for the tenant's requests in flight: a duration, {@code 10s} by default
 */
@ConfigurationProperties("nostage.tenancy")
record TenancyConfiguration(
        @Bindable(defaultValue = "") List<String> trustedPeers,
        @Nullable String drain) {

    TenancyConfiguration {
        // A default of "", or a variable that is set to nothing, arrives as a list of one blank.
        trustedPeers = trustedPeers.stream().filter(peer -> !peer.isBlank()).toList();
    }
}
