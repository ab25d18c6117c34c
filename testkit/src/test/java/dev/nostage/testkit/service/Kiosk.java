package dev.nostage.testkit.service;

import dev.nostage.resilience.Downstream;
import dev.nostage.tenancy.NoTenant;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** A small service that calls others in all the ways in which one can. */
final class Kiosk {

    private Kiosk() {}

    /** By a service's id, which nothing says the address of. */
    @Requires(property = "kiosk")
    @Downstream("payments")
    @Client(id = "payments")
    interface PaymentClient {

        @Post("/payments")
        String pay(@Body String payment);

        @Get("/payments/{id}")
        String status(String id);
    }

    /** By a URL, which comes from the configuration. */
    @Requires(property = "kiosk")
    @Downstream("rates")
    @Client("${rates.url}")
    interface RateClient {

        @Get("/rates/{currency}")
        String rate(String currency);
    }

    /** By a client that is injected, and has another name. */
    @Singleton
    @Requires(property = "kiosk")
    static class Stock {

        private final HttpClient client;

        Stock(@Client("warehouseEast") HttpClient client) {
            this.client = client;
        }

        @Downstream("stock")
        public String of(String sku) {
            return client.toBlocking().retrieve("/stock/" + sku);
        }
    }

    /** By a client that Micronaut knows nothing of. */
    @Singleton
    @Requires(property = "kiosk")
    static class Ledger {

        private final String url;

        Ledger(@Property(name = "ledger.url") String url) {
            this.url = url;
        }

        @Downstream("ledger")
        public String book(String entry) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/entries/" + entry))
                    .build();
            return java.net.http.HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
        }
    }

    /** What a test would rather decide itself. */
    @Singleton
    @Requires(property = "kiosk")
    static class Hours {

        public boolean isOpen() {
            return true;
        }
    }

    @ExecuteOn(TaskExecutors.BLOCKING)
    @Requires(property = "kiosk")
    @Controller("/kiosk")
    static final class KioskController {

        private final PaymentClient payments;
        private final Hours hours;

        KioskController(PaymentClient payments, Hours hours) {
            this.payments = payments;
            this.hours = hours;
        }

        @Get("/payments/{id}")
        String payment(String id) {
            return payments.status(id);
        }

        @Get("/door")
        @NoTenant(because = "a door is seen from the street")
        String door() {
            return hours.isOpen() ? "open" : "closed";
        }
    }
}
