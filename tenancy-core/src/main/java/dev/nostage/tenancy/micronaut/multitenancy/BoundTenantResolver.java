package dev.nostage.tenancy.micronaut.multitenancy;

import dev.nostage.tenancy.Tenants;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.multitenancy.exceptions.TenantNotFoundException;
import io.micronaut.multitenancy.tenantresolver.HttpRequestTenantResolver;
import io.micronaut.multitenancy.tenantresolver.TenantResolver;
import jakarta.inject.Singleton;
import java.io.Serializable;

/** The tenant that is bound, for whoever asks micronaut-multitenancy: never one that a request only claims. */
@Primary
@Singleton
@Requires(classes = {TenantResolver.class, HttpRequestTenantResolver.class})
final class BoundTenantResolver implements TenantResolver, HttpRequestTenantResolver {

    @Override
    public Serializable resolveTenantIdentifier() {
        return Tenants.current()
                .map(tenant -> tenant.id().value())
                .orElseThrow(() -> new TenantNotFoundException("No tenant is bound here"));
    }

    @Override
    public Serializable resolveTenantIdentifier(HttpRequest<?> request) {
        return resolveTenantIdentifier();
    }
}
