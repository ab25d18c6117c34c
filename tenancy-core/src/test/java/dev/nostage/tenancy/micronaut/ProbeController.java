package dev.nostage.tenancy.micronaut;

import dev.nostage.event.WideEvent;
import dev.nostage.tenancy.NoTenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** An application: it tells whom it works for, fails, and calls others. */
@Controller("/probe")
@Produces(MediaType.TEXT_PLAIN)
class ProbeController {

    private final HttpClient http;
    private final HttpClient service;
    private final BillingClient billing;

    ProbeController(@Client HttpClient http, @Client("billing") HttpClient service, BillingClient billing) {
        this.http = http;
        this.service = service;
        this.billing = billing;
    }

    @Get("/who")
    String who() {
        return Tenants.require().id().value();
    }

    @ExecuteOn(TaskExecutors.BLOCKING)
    @Get("/blocking/{item}")
    String blocking(int item) {
        WideEvent.current().note("item", item);
        return Tenants.require().id().value();
    }

    @NoTenant(because = "it tells whether one is bound")
    @Get("/open")
    String open() {
        return Tenants.current().map(tenant -> tenant.id().value()).orElse("nobody");
    }

    @Get("/exception")
    String exception() {
        throw new IllegalStateException("for the log alone");
    }

    @Get("/error")
    String error() {
        throw new AssertionError("for the log alone");
    }

    /** @param members named so because the framework also looks for a header of the argument's name */
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Get("/call")
    String call(
            @QueryValue String url,
            @Nullable @Header("By-Hand") String passport,
            @Nullable @Header("Baggage-By-Hand") String members) {
        return fetch(url, passport, members);
    }

    @NoTenant(because = "it calls for nobody")
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Get("/call-for-nobody")
    String callForNobody(@QueryValue String url, @Nullable @Header("Baggage-By-Hand") String members) {
        return fetch(url, null, members);
    }

    @ExecuteOn(TaskExecutors.BLOCKING)
    @Get("/billing")
    String billing() {
        return billing.echo();
    }

    @ExecuteOn(TaskExecutors.BLOCKING)
    @Get("/billing-redirect")
    String billingRedirect(HttpRequest<?> request) {
        return service.toBlocking()
                .retrieve(HttpRequest.GET("/redirect?" + request.getUri().getQuery())
                        .accept(MediaType.TEXT_PLAIN_TYPE));
    }

    @ExecuteOn(TaskExecutors.BLOCKING)
    @Get("/billing-absolute")
    String billingAbsolute(HttpRequest<?> request) {
        return service.toBlocking()
                .retrieve(HttpRequest.GET(request.getUri().getQuery()).accept(MediaType.TEXT_PLAIN_TYPE));
    }

    private String fetch(String url, @Nullable String passport, @Nullable String baggage) {
        var request = HttpRequest.GET(url).accept(MediaType.TEXT_PLAIN_TYPE);
        if (passport != null) {
            request.header("Nostage-Passport", passport);
        }
        if (baggage != null) {
            request.header("baggage", baggage);
        }
        return http.toBlocking().retrieve(request);
    }

    /** A client that calls by a service's id. */
    @Client("billing")
    interface BillingClient {

        @Get("/echo")
        @Produces(MediaType.TEXT_PLAIN)
        String echo();
    }
}
