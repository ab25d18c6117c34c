package dev.nostage.tenancy.micronaut.multitenancy;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.multitenancy.exceptions.TenantNotFoundException;
import io.micronaut.multitenancy.tenantresolver.HttpRequestTenantResolver;
import io.micronaut.multitenancy.tenantresolver.TenantResolver;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Resolvers of an application that has used micronaut-multitenancy so far. */
@Factory
@Requires(property = "spec.resolvers")
class Resolvers {

    /** It reads the request that is current, and gives what the request tells it to. */
    @Singleton
    @Named("current")
    TenantResolver ofTheCurrentRequest() {
        return () -> given(ServerRequestContext.currentRequest().orElseThrow(), "Resolver");
    }

    @Singleton
    HttpRequestTenantResolver ofARequest() {
        return request -> given(request, "Request-Resolver");
    }

    /** It asks whatever resolver there is, as a decorator would. */
    @Singleton
    @Named("asking")
    TenantResolver asking(Provider<TenantResolver> primary) {
        return () -> primary.get().resolveTenantIdentifier();
    }

    private static Serializable given(HttpRequest<?> request, String header) {
        String what = request.getHeaders().get(header, String.class, "nothing");
        return switch (what) {
            case "nothing" -> throw new TenantNotFoundException("Nothing was sent");
            case "null" -> null;
            case "number" -> 42;
            case "list" -> new ArrayList<>(List.of("acme"));
            case "failure" -> throw new IllegalStateException("for the log alone");
            default -> what;
        };
    }
}
