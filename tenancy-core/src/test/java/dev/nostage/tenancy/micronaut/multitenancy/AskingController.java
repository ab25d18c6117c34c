package dev.nostage.tenancy.micronaut.multitenancy;

import dev.nostage.tenancy.NoTenant;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.multitenancy.exceptions.TenantNotFoundException;
import io.micronaut.multitenancy.tenantresolver.HttpRequestTenantResolver;
import io.micronaut.multitenancy.tenantresolver.TenantResolver;

/** Code that asks micronaut-multitenancy whom it works for. */
@Controller("/asking")
@Produces(MediaType.TEXT_PLAIN)
class AskingController {

    private final TenantResolver resolver;
    private final HttpRequestTenantResolver ofRequests;

    AskingController(TenantResolver resolver, HttpRequestTenantResolver ofRequests) {
        this.resolver = resolver;
        this.ofRequests = ofRequests;
    }

    @Get
    String ask(HttpRequest<?> request) {
        return resolver.resolveTenantIdentifier() + " " + ofRequests.resolveTenantIdentifier(request);
    }

    @NoTenant(because = "it asks for nobody")
    @Get("/open")
    String askForNobody() {
        try {
            return "somebody: " + resolver.resolveTenantIdentifier();
        } catch (TenantNotFoundException e) {
            return "nobody";
        }
    }
}
