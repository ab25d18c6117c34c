package dev.nostage.shop;

import static dev.nostage.shop.ShopClient.at;
import static dev.nostage.shop.ShopClient.nobody;
import static dev.nostage.shop.ShopClient.passport;
import static dev.nostage.shop.ShopClient.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.shop.ShopClient.Answer;
import dev.nostage.shop.simulator.Simulator;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One request, top to bottom. Read this first: each step is a line of
 * {@link dev.nostage.tenancy.micronaut.FilterOrder}, and a module of Nostage.
 *
 * <p>A tester has opened a tenant in the running shop, and orders a kettle as it, under the date of the anniversary sale,
 * which for everybody else has not begun.
 */
@MicronautTest(transactional = false)
class RequestStoryIT {

    private static final Map<String, Object> A_KETTLE = Map.of("sku", "kettle", "quantity", 1);

    @Inject
    ShopClient shop;

    @Inject
    CollectedEvents events;

    @Inject
    Simulator downstreams;

    private String passport;
    private String midnightOfTheSale;

    @BeforeEach
    void aTesterOpensATenant() {
        passport = shop.open("story");
        midnightOfTheSale = shop.get("/sale", tenant("acme")).text("startsAt");
        events.forget();
    }

    @AfterEach
    void andRemovesIt() {
        assertThat(shop.remove("story").json()).containsEntry("residue", 0);
    }

    @Test
    void oneRequestTopToBottom() {
        long paymentsBefore = downstreams.calls("payments");

        Answer answer =
                shop.post("/orders", A_KETTLE, passport(passport).andThen(at(midnightOfTheSale + ";mode=freeze")));

        assertThat(answer.status()).isEqualTo(201);
        Map<String, Object> event = events.only();

        // 1. The wide event was opened before anything else: it knows which route was asked for.
        assertThat(event).containsEntry("method", "POST").containsEntry("route", "/orders");

        // 2. The passport said who the tenant is, and the directory that it exists and is served.
        assertThat(event).containsEntry("tenant", "story").containsEntry("kind", "TEST");

        // 3. The Time-Machine header said what time it is. A test tenant may travel; the answer says where it was.
        assertThat(answer.header("Time-Machine")).endsWith(";mode=freeze");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-store");

        // 4. Application code asked an ordinary Clock, and the sale was on: a fifth off the 42.00 of the starter
        // catalogue.
        assertThat(answer.json()).containsEntry("total", 33.6);

        // 5. The repository kept the order behind the tenant's walls: it is there for the tenant, and for nobody else.
        String order = "/orders/" + answer.text("id");
        assertThat(shop.get(order, passport(passport)).status()).isEqualTo(200);
        assertThat(shop.get(order, tenant("acme")).status()).isEqualTo(404);
        assertThat(shop.delete(order, tenant("acme")).status()).isEqualTo(404);

        // 6. Payments are financial, and the tenant is not live: a stub answered, and no socket was opened.
        assertThat(answer.json().get("payment")).asString().contains("stubbed=true");
        assertThat(event).containsEntry("downstream.payments", "stubbed");
        assertThat(downstreams.calls("payments")).isEqualTo(paymentsBefore);

        // 7. The wide event was closed, with all that was learnt on the way, on one line.
        assertThat(event).containsEntry("status", 201).containsKey("duration_ms");
    }

    @Test
    void theSameRequestOfALiveTenantReachesTheRealDownstream() {
        long before = downstreams.calls("payments");

        Answer answer = shop.post("/orders", A_KETTLE, tenant("acme"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json()).containsEntry("total", 45.0);
        assertThat(answer.json().get("payment")).asString().contains("stubbed=false");
        assertThat(downstreams.calls("payments")).isEqualTo(before + 1);
        assertThat(answer.header("Time-Machine")).isNull();
        shop.delete("/orders/" + answer.text("id"), tenant("acme"));
    }

    @Test
    void theSameRequestWithoutATenantEndsAtStepTwo() {
        Answer answer = shop.post("/orders", A_KETTLE, nobody());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("type")).isEqualTo("urn:nostage:problem:tenant-missing");
        assertThat(events.only()).containsEntry("problem", "tenant-missing").containsEntry("status", 400);
    }

    @Test
    void theSameRequestOfALiveTravellerEndsAtStepThree() {
        Answer answer = shop.post("/orders", A_KETTLE, tenant("acme").andThen(at(midnightOfTheSale)));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("type")).isEqualTo("urn:nostage:problem:travel-refused");
        assertThat(events.only()).containsEntry("problem", "travel-refused");
    }
}
