package dev.nostage.shop;

import static dev.nostage.shop.ShopClient.at;
import static dev.nostage.shop.ShopClient.operator;
import static dev.nostage.shop.ShopClient.passport;
import static dev.nostage.shop.ShopClient.tenant;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.shop.ShopClient.Answer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shop's HTTP contract, line by line. */
@MicronautTest(transactional = false)
class ShopIT {

    @Inject
    ShopClient shop;

    @Test
    void sellsEachTenantItsOwnProductsAtItsOwnPrices() {
        List<Map<String, Object>> acmes = shop.get("/products", tenant("acme")).list();
        List<Map<String, Object>> globexs =
                shop.get("/products", tenant("globex")).list();

        assertThat(acmes).allSatisfy(product -> assertThat(product).containsOnlyKeys("sku", "name", "price"));
        assertThat(acmes).extracting("sku").containsExactly("kettle", "anvil", "rocket-skates");
        assertThat(acmes).extracting("price").containsExactly(45.0, 120.0, 349.9);
        assertThat(globexs).extracting("sku").containsExactly("kettle", "hammock");
        assertThat(globexs).extracting("price").containsExactly(39.5, 89.0);
    }

    @Test
    void showsTheSaleInThePresentAndInTheFuture() {
        String passport = shop.open("sale-watcher");
        Answer today = shop.get("/sale", passport(passport));
        assertThat(today.json())
                .containsOnlyKeys("live", "now", "startsAt", "endsAt")
                .containsEntry("live", false);

        OffsetDateTime start = OffsetDateTime.parse(today.text("startsAt"));
        OffsetDateTime end = OffsetDateTime.parse(today.text("endsAt"));
        assertThat(saleIsLiveAt(start.minusSeconds(1), passport)).isFalse();
        assertThat(saleIsLiveAt(start, passport)).isTrue();
        assertThat(saleIsLiveAt(end.minusSeconds(1), passport)).isTrue();
        assertThat(saleIsLiveAt(end, passport)).isFalse();
        shop.remove("sale-watcher");
    }

    private boolean saleIsLiveAt(OffsetDateTime moment, String passport) {
        Answer answer = shop.get("/sale", passport(passport).andThen(at(moment + ";mode=freeze")));
        assertThat(OffsetDateTime.parse(answer.text("now"))).isEqualTo(moment);
        return (boolean) answer.json().get("live");
    }

    @Test
    void letsALiveTenantLookAheadWithThePermissionButNotWrite() {
        String startsAt = shop.get("/sale", tenant("globex")).text("startsAt");
        String traveller = shop.post(
                        "/nostage/tenants/globex/passports",
                        Map.of("ttl", "5m", "permissions", List.of("travel")),
                        operator())
                .text("passport");

        Answer products = shop.get("/products", passport(traveller).andThen(at(startsAt)));
        assertThat(products.list()).extracting("price").containsExactly(31.6, 71.2);

        Answer order = shop.post(
                "/orders",
                Map.of("sku", "kettle", "quantity", 1),
                passport(traveller).andThen(at(startsAt)));
        assertThat(order.status()).isEqualTo(403);
        assertThat(order.text("type")).isEqualTo("urn:nostage:problem:travel-refused");
        assertThat(shop.get("/orders", tenant("globex")).list()).isEmpty();
    }

    @Test
    void keepsATenantsOrdersAndNobodyElsesSeesThem() {
        String passport = shop.open("buyer");
        Answer first = shop.post("/orders", Map.of("sku", "kettle", "quantity", 2), passport(passport));
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json())
                .containsOnlyKeys("id", "sku", "quantity", "total", "placedAt", "payment")
                .containsEntry("sku", "kettle")
                .containsEntry("quantity", 2)
                .containsEntry("total", 84.0);
        assertThat(first.json().get("payment"))
                .isEqualTo(Map.of("reference", "stub-" + first.text("id"), "stubbed", true));
        Answer second = shop.post("/orders", Map.of("sku", "teapot", "quantity", 1), passport(passport));

        assertThat(shop.get("/orders", passport(passport)).list())
                .extracting("id")
                .containsExactly(second.text("id"), first.text("id"));
        assertThat(shop.get("/orders?page=1&size=1", passport(passport)).list())
                .extracting("id")
                .containsExactly(first.text("id"));
        assertThat(shop.get("/orders/" + first.text("id"), passport(passport)).json())
                .isEqualTo(first.json());

        String id = first.text("id");
        assertThat(shop.get("/orders/" + id, tenant("acme")).status()).isEqualTo(404);
        assertThat(shop.delete("/orders/" + id, tenant("acme")).status()).isEqualTo(404);
        assertThat(shop.delete("/orders/" + id, passport(passport)).status()).isEqualTo(204);
        assertThat(shop.get("/orders/" + id, passport(passport)).status()).isEqualTo(404);
        shop.remove("buyer");
    }

    @Test
    void removesATenantWithAllItsRowsAndNoOthers() {
        int acmesProducts = shop.get("/products", tenant("acme")).list().size();
        String passport = shop.open("short-lived");
        shop.post("/orders", Map.of("sku", "kettle", "quantity", 1), passport(passport));

        Answer receipt = shop.remove("short-lived");

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.json()).containsEntry("tenant", "short-lived").containsEntry("residue", 0);
        assertThat((List<?>) receipt.json().get("stores"))
                .singleElement(as(InstanceOfAssertFactories.MAP)) // what PostgreSQL notes besides is not counted
                .containsAllEntriesOf(Map.of("name", "database:default", "removed", 3, "residue", 0));
        assertThat(shop.remove("short-lived").json()).isEqualTo(receipt.json());
        assertThat(shop.get("/orders", passport(passport)).status()).isEqualTo(403);
        assertThat(shop.get("/products", tenant("acme")).list()).hasSize(acmesProducts);
    }

    @Test
    void answersAForeignOrderJustAsOneThatNeverWas() {
        String passport = shop.open("owner");
        String foreign = shop.post("/orders", Map.of("sku", "kettle", "quantity", 1), passport(passport))
                .text("id");
        String unknown = UUID.randomUUID().toString();

        Answer toForeign = shop.get("/orders/" + foreign, tenant("acme"));
        Answer toUnknown = shop.get("/orders/" + unknown, tenant("acme"));

        assertThat(toForeign.status()).isEqualTo(404);
        assertThat(toUnknown.status()).isEqualTo(404);
        assertThat(toForeign.body().replace(foreign, unknown)).isEqualTo(toUnknown.body());
        shop.remove("owner");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "absent", textBlock = """
            kettle | 0      | 400 | order-malformed
            kettle | -1     | 400 | order-malformed
            kettle | 1001   | 400 | order-malformed
            kettle | absent | 400 | order-malformed
            absent | 1      | 400 | order-malformed
            ''     | 1      | 400 | order-malformed
            yacht  | 1      | 404 | product-unknown
            hammock | 1     | 404 | product-unknown
            """)
    void refusesAnOrderThatCannotBePlaced(String sku, Integer quantity, int status, String problem) {
        Map<String, Object> order = new java.util.HashMap<>();
        order.put("sku", sku);
        order.put("quantity", quantity);

        Answer answer = shop.post("/orders", order, tenant("acme"));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("type")).isEqualTo("urn:nostage:problem:" + problem);
        assertThat(shop.get("/orders", tenant("acme")).list()).isEmpty();
    }

    /** What no database is asked for: PostgreSQL takes no zero within a text. */
    @ParameterizedTest
    @ValueSource(strings = {"ket\u0000tle", "\ud800", "ket tle", "kettle\n", "' or '1'='1", "\u043aettle"})
    void refusesAnOrderOfWhatIsNoName(String sku) {
        Answer answer = shop.post("/orders", Map.of("sku", sku, "quantity", 1), tenant("acme"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("type")).isEqualTo("urn:nostage:problem:order-malformed");
    }
}
