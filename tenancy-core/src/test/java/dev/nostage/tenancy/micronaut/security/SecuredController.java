package dev.nostage.tenancy.micronaut.security;

import dev.nostage.tenancy.NoTenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/** Routes that Micronaut Security opens to nobody, somebody and everybody. */
@Controller("/secured")
@Produces(MediaType.TEXT_PLAIN)
class SecuredController {

    @Secured(SecurityRule.IS_ANONYMOUS)
    @Get("/anonymous")
    String anonymous() {
        return Tenants.require().id().value();
    }

    @Secured(SecurityRule.IS_AUTHENTICATED)
    @Get("/authenticated")
    String authenticated() {
        return Tenants.require().id().value();
    }

    @Secured("BUYER")
    @Get("/buyer")
    String buyer() {
        return Tenants.require().id().value();
    }

    @Secured(SecurityRule.IS_ANONYMOUS)
    @NoTenant(because = "it is the same for everybody")
    @Get("/open")
    String open() {
        return Tenants.current().map(tenant -> tenant.id().value()).orElse("nobody");
    }
}
