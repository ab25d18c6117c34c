package dev.nostage.tenancy.micronaut.security;

import dev.nostage.tenancy.NoTenant;
import dev.nostage.tenancy.micronaut.OperatorEnabled;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;

/** An operator's endpoint that somebody put where our own filter does not look. */
@OperatorEnabled
@NoTenant(because = "an operator works on tenants, not for one")
@Controller("/outside")
class OutsideController {

    @Get
    @Produces(MediaType.TEXT_PLAIN)
    String get() {
        return "inside";
    }
}
