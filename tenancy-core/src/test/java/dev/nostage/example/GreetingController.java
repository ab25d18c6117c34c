package dev.nostage.example;

import dev.nostage.event.WideEvent;
import dev.nostage.tenancy.NoTenant;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

@Controller("/greeting")
class GreetingController {

    @Get
    String greet() {
        Tenant tenant = Tenants.require();
        WideEvent.current().note("greeted", true);
        return "Hello, " + tenant.id();
    }

    @Get("/version")
    @NoTenant(because = "it is the same for everybody")
    String version() {
        return "1";
    }
}
