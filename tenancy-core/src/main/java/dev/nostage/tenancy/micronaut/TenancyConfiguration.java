package dev.nostage.tenancy.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;

/**
 * Whose word for a tenant counts.
 *
 * @param trustedPeers addresses or networks whose {@code Tenant-Id} header is believed, such as {@code 10.0.0.0/8};
 *     none by default
 */
@ConfigurationProperties("nostage.tenancy")
record TenancyConfiguration(@Bindable(defaultValue = "") List<String> trustedPeers) {

    TenancyConfiguration {
        // A default of "", or a variable that is set to nothing, arrives as a list of one blank.
        trustedPeers = trustedPeers.stream().filter(peer -> !peer.isBlank()).toList();
    }
}
