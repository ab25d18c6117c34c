package dev.nostage.tenancy.micronaut;

import dev.nostage.passport.PassportTenantSource;
import dev.nostage.passport.PassportVerifier;
import dev.nostage.tenancy.FixedTenantSource;
import dev.nostage.tenancy.HeaderTenantSource;
import dev.nostage.tenancy.SubdomainTenantSource;
import dev.nostage.tenancy.TrustedPeers;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;

/** The sources of a tenant that need nothing but this module. */
@Factory
final class TenantSourceFactory {

    @Singleton
    @Order(SourceOrder.PASSPORT)
    PassportTenantSource passportSource(PassportVerifier verifier) {
        return new PassportTenantSource(verifier);
    }

    /** Made at the start, so that a peer that cannot be read stops it. */
    @Context
    @Order(SourceOrder.HEADER)
    HeaderTenantSource headerSource(TenancyConfiguration configuration) {
        return new HeaderTenantSource(new TrustedPeers(configuration.trustedPeers()));
    }

    /** Made at the start, so that a domain that cannot be read stops it. */
    @Context
    @Order(SourceOrder.SUBDOMAIN)
    SubdomainTenantSource subdomainSource(TenancyConfiguration configuration) {
        return new SubdomainTenantSource(configuration.baseDomains());
    }

    @Singleton
    @Order(SourceOrder.FIXED)
    @Requires(property = "nostage.tenancy.fixed")
    FixedTenantSource fixedSource(@Property(name = "nostage.tenancy.fixed") String tenant) {
        return new FixedTenantSource(tenant);
    }
}
