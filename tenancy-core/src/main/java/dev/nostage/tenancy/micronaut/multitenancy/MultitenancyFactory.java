package dev.nostage.tenancy.micronaut.multitenancy;

import dev.nostage.tenancy.AgreedTenantSource;
import dev.nostage.tenancy.TenantSource;
import dev.nostage.tenancy.micronaut.MicronautRequest;
import dev.nostage.tenancy.micronaut.SourceOrder;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.util.StringUtils;
import io.micronaut.multitenancy.tenantresolver.HttpRequestTenantResolver;
import io.micronaut.multitenancy.tenantresolver.TenantResolver;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Every resolver of micronaut-multitenancy that the application has, as a source of a tenant. */
@Factory
@Requires(classes = {TenantResolver.class, HttpRequestTenantResolver.class})
@Requires(property = "nostage.tenancy.multitenancy", value = StringUtils.TRUE)
final class MultitenancyFactory {

    @Singleton
    @Order(SourceOrder.MULTITENANCY)
    TenantSource multitenancySource(List<TenantResolver> resolvers, List<HttpRequestTenantResolver> ofRequests) {
        Stream<ResolverTenantSource> asked = ofRequests.stream()
                .filter(resolver -> !(resolver instanceof BoundTenantResolver))
                .map(resolver -> new ResolverTenantSource(
                        resolver.getClass().getName(),
                        request -> resolver.resolveTenantIdentifier(((MicronautRequest) request).request())));
        Stream<ResolverTenantSource> others = resolvers.stream()
                .filter(resolver -> !(resolver instanceof HttpRequestTenantResolver))
                .map(resolver -> new ResolverTenantSource(
                        resolver.getClass().getName(), request -> resolver.resolveTenantIdentifier()));
        return new AgreedTenantSource(
                "multitenancy", Stream.concat(asked, others).toList());
    }
}
