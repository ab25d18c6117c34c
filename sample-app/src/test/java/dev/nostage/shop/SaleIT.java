package dev.nostage.shop;

import static dev.nostage.shop.ShopClient.at;
import static dev.nostage.shop.ShopClient.operator;
import static dev.nostage.shop.ShopClient.passport;
import static dev.nostage.shop.ShopClient.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.shop.ShopClient.Answer;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sale's price, its route and what an order is dated, a second before its first moment, at it and after; and at its end. */
@MicronautTest(transactional = false)
class SaleIT {

    private static final Map<String, Object> TWO_KETTLES = Map.of("sku", "kettle", "quantity", 2);

    @Inject
    ShopClient shop;

    private OffsetDateTime start;
    private OffsetDateTime end;

    @BeforeEach
    void lookAtTheCalendar() {
        Answer sale = shop.get("/sale", tenant("acme"));
        assertThat(sale.json()).containsEntry("live", false);
        start = OffsetDateTime.parse(sale.text("startsAt"));
        end = OffsetDateTime.parse(sale.text("endsAt"));
    }

    @ParameterizedTest
    @CsvSource({
        "start, -1, false, 42.0,  84.0",
        "start,  0, true,  33.6,  67.2",
        "start,  1, true,  33.6,  67.2",
        "end,   -1, true,  33.6,  67.2",
        "end,    0, false, 42.0,  84.0",
        "end,    1, false, 42.0,  84.0"
    })
    void aTestTenantBuysAtThePriceAndTheDateOfTheMoment(
            String edge, int seconds, boolean live, double price, double total) {
        OffsetDateTime moment = moment(edge, seconds);
        String id = "sale-" + edge + seconds;
        Consumer<MutableHttpRequest<?>> there = passport(shop.open(id)).andThen(frozen(moment));

        Answer sale = shop.get("/sale", there);
        assertThat(sale.json()).containsEntry("live", live);
        assertThat(OffsetDateTime.parse(sale.text("now"))).isEqualTo(moment);
        assertThat(kettle(there)).isEqualTo(price);
        Answer order = shop.post("/orders", TWO_KETTLES, there);
        assertThat(order.status()).isEqualTo(201);
        assertThat(order.json()).containsEntry("total", total);
        assertThat(Instant.parse(order.text("placedAt"))).isEqualTo(moment.toInstant());
        shop.remove(id);
    }

    @ParameterizedTest
    @CsvSource({
        "start, -1, false, 39.5",
        "start,  0, true,  31.6",
        "start,  1, true,  31.6",
        "end,   -1, true,  31.6",
        "end,    0, false, 39.5",
        "end,    1, false, 39.5"
    })
    void aLiveTenantWithThePermissionSeesThePriceOfTheMomentAndOrdersNothing(
            String edge, int seconds, boolean live, double price) {
        Consumer<MutableHttpRequest<?>> there = passport(traveller("globex")).andThen(frozen(moment(edge, seconds)));

        assertThat(shop.get("/sale", there).json()).containsEntry("live", live);
        assertThat(kettle(there)).isEqualTo(price);
        assertRefused(shop.post("/orders", TWO_KETTLES, there));
        assertThat(shop.get("/orders", tenant("globex")).list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"start, -1", "start, 0", "start, 1", "end, -1", "end, 0", "end, 1"})
    void aLiveTenantWithoutThePermissionGoesNowhere(String edge, int seconds) {
        Consumer<MutableHttpRequest<?>> there = tenant("globex").andThen(frozen(moment(edge, seconds)));

        assertRefused(shop.get("/sale", there));
        assertRefused(shop.get("/products", there));
        assertRefused(shop.post("/orders", TWO_KETTLES, there));
        assertThat(shop.get("/orders", tenant("globex")).list()).isEmpty();
    }

    @Test
    void whoeverStaysPaysThePriceOfToday() {
        assertThat(kettle(tenant("globex"))).isEqualTo(39.5);
    }

    @Test
    void theOperatorsCalendarShowsTheSale() {
        Answer today = shop.get("/nostage/launches", operator());
        Answer then = shop.get("/nostage/launches", operator().andThen(frozen(start)));

        assertThat(today.body()).contains("\"name\":\"anniversary-sale\",\"state\":\"coming\"");
        assertThat(then.body()).contains("\"name\":\"anniversary-sale\",\"state\":\"live\"");
        assertThat(then.json().get("next"))
                .isEqualTo(Map.of(
                        "at", end.toInstant().toString(), "starts", List.of(), "ends", List.of("anniversary-sale")));
    }

    private OffsetDateTime moment(String edge, int seconds) {
        return (edge.equals("start") ? start : end).plusSeconds(seconds);
    }

    private static Consumer<MutableHttpRequest<?>> frozen(OffsetDateTime moment) {
        return at(moment + ";mode=freeze");
    }

    private Object kettle(Consumer<MutableHttpRequest<?>> as) {
        return shop.get("/products", as).list().stream()
                .filter(product -> product.get("sku").equals("kettle"))
                .findFirst()
                .orElseThrow()
                .get("price");
    }

    private String traveller(String tenant) {
        return shop.post(
                        "/nostage/tenants/" + tenant + "/passports",
                        Map.of("ttl", "5m", "permissions", List.of("travel")),
                        operator())
                .text("passport");
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("type")).isEqualTo("urn:nostage:problem:travel-refused");
    }
}
