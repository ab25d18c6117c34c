package dev.nostage.shop;

import dev.nostage.testkit.InTenant;
import dev.nostage.testkit.LaunchRehearsal;
import dev.nostage.timemachine.Launches;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.Map;
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
        String order = "/orders/" + placed().get("id");

        LaunchRehearsal.of(launches.require("anniversary-sale"))
                .call("GET /sale", () -> get("/sale"))
                .call("GET /products", () -> get("/products"))
                .call("GET /orders", () -> get("/orders"))
                .call("GET " + order, () -> get(order))
                .ignoring("\"now\":\"[^\"]*\"")
                .run()
                .changesOnly("GET /sale", "GET /products");
    }

    private Map<String, Object> placed() {
        return shop.toBlocking()
                .retrieve(
                        HttpRequest.POST("/orders", Map.of("sku", "kettle", "quantity", 2)),
                        Argument.mapOf(String.class, Object.class));
    }

    private String get(String path) {
        return shop.toBlocking().retrieve(path);
    }
}
