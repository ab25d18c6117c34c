package dev.nostage.shop;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.nostage.shop.ShopClient.passport;
import static dev.nostage.shop.ShopClient.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.shop.ShopClient.Answer;
import dev.nostage.testkit.Fault;
import dev.nostage.testkit.service.Downstreams;
import dev.nostage.testkit.service.MockDownstream;
import dev.nostage.testkit.service.NostageTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shop alone, from the first look to a cancelled order: whom it calls is mocked, and a test says what they answer. */
@NostageTest
class ShopJourneyIT {

    private static final Map<String, Object> TWO_KETTLES = Map.of("sku", "kettle", "quantity", 2);

    @Inject
    ShopClient shop;

    @Inject
    Downstreams downstreams;

    @BeforeEach
    void everybodyAnswers() {
        downstreams.get("recommendations").stub(get("/recommendations").willReturn(okJson("[\"rocket-skates\"]")));
        downstreams
                .get("inventory")
                .stub(post("/reservations")
                        .willReturn(okJson("{{{request.body}}}").withTransformers("response-template")));
        downstreams
                .get("payments")
                .stub(post("/payments").willReturn(okJson("{\"reference\":\"pay-1\",\"stubbed\":false}")));
    }

    @Test
    void aCustomerLooksAroundOrdersAndThinksBetterOfIt(MockDownstream payments, MockDownstream inventory) {
        assertThat(shop.get("/products", tenant("acme")).list())
                .extracting("sku")
                .containsExactly("rocket-skates", "anvil", "kettle");

        Answer order = shop.post("/orders", TWO_KETTLES, tenant("acme"));
        assertThat(order.status()).isEqualTo(201);
        assertThat(order.json().get("payment")).isEqualTo(Map.of("reference", "pay-1", "stubbed", false));
        inventory.verify(1, postRequestedFor(urlEqualTo("/reservations")));
        payments.verify(
                1,
                postRequestedFor(urlEqualTo("/payments"))
                        .withRequestBody(matchingJsonPath("$.order", equalTo(order.text("id"))))
                        .withRequestBody(matchingJsonPath("$[?(@.amount == 90)]")));

        assertThat(shop.get("/orders", tenant("acme")).list()).containsExactly(order.json());
        String path = "/orders/" + order.text("id");
        assertThat(shop.get(path, tenant("acme")).json()).isEqualTo(order.json());
        assertThat(shop.delete(path, tenant("acme")).status()).isEqualTo(204);
        assertThat(shop.get(path, tenant("acme")).status()).isEqualTo(404);
    }

    @Test
    void anOrderOfATestReachesNeitherPaymentsNorInventory(MockDownstream payments, MockDownstream inventory) {
        String passport = shop.open("trial");

        Answer order = shop.post("/orders", TWO_KETTLES, passport(passport));

        assertThat(order.body()).contains("\"stubbed\":true");
        assertThat(payments.requests()).isEmpty();
        assertThat(inventory.requests()).isEmpty();
        shop.remove("trial");
    }

    @Test
    void anOrderWhosePaymentIsLostIsNotPlaced(MockDownstream payments) {
        payments.inject(Fault.reset());

        Answer order = shop.post("/orders", TWO_KETTLES, tenant("acme"));

        assertThat(order.status()).isEqualTo(503);
        assertThat(order.text("type")).isEqualTo("urn:nostage:problem:order-not-placed");
        assertThat(shop.get("/orders", tenant("acme")).list()).isEmpty();
    }
}
