package dev.nostage.shop;

import dev.nostage.testkit.InTenant;
import dev.nostage.testkit.LaunchRehearsal;
import dev.nostage.timemachine.Launches;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What the sale's first moment changes in the shop, and that it changes nothing else. */
@InTenant
@MicronautTest(transactional = false)
class SaleRehearsalTest {

    @Inject
    Launches launches;

    @Inject
    @Client("/")
    HttpClient shop;

    @Test
    void onlyTheSaleAndItsPricesChangeWhenItBegins() {
        LaunchRehearsal.of(launches.require("anniversary-sale"))
                .call("GET /sale", () -> get("/sale"))
                .call("GET /products", () -> get("/products"))
                .call("GET /orders", () -> get("/orders"))
                .call("GET /orders/1", () -> get("/orders/1"))
                .ignoring("\"now\":\"[^\"]*\"")
                .run()
                .changesOnly("GET /sale", "GET /products");
    }

    private String get(String path) {
        return shop.toBlocking().retrieve(path);
    }
}
