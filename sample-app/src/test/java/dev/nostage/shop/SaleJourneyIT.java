package dev.nostage.shop;

import static dev.nostage.shop.ShopClient.at;
import static dev.nostage.shop.ShopClient.operator;
import static dev.nostage.shop.ShopClient.passport;
import static dev.nostage.shop.ShopClient.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.shop.ShopClient.Answer;
import dev.nostage.testkit.MutableClock;
import io.micronaut.context.annotation.Property;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a journey over the sale's first moment meets on its way, at a real clock that the test moves. */
@MicronautTest(transactional = false)
@Property(name = "moved-clock", value = "true")
class SaleJourneyIT {

    @Inject
    ShopClient shop;

    @Inject
    SaleStall stall;

    @Inject
    MutableClock realClock;

    @Test
    void aRequestThatRunsOverTheFirstMomentSeesTheSaleBegin() throws Exception {
        Instant start = start();
        Consumer<MutableHttpRequest<?>> there = passport(shop.open("crosser")).andThen(at(start.minusSeconds(1)));
        CompletableFuture<Answer> slow = CompletableFuture.supplyAsync(() -> shop.get("/stall/slow", there));
        assertThat(stall.entered.await(60, TimeUnit.SECONDS)).isTrue();

        realClock.advance(Duration.ofSeconds(1));
        stall.mayGoOn.countDown();

        assertThat(slow.get(60, TimeUnit.SECONDS).body().lines())
                .containsExactly("100.00 " + start.minusSeconds(1), "80.00 " + start);
        shop.remove("crosser");
    }

    @ParameterizedTest
    @CsvSource({"-1, 404", "0, 200", "1, 200"})
    void aRouteOfTheSaleIsThereFromItsFirstMomentOn(int seconds, int status) {
        String journey = start().plusSeconds(seconds) + ";mode=freeze";
        String id = "gift" + seconds;

        assertThat(shop.get("/stall/gift", passport(shop.open(id)).andThen(at(journey)))
                        .status())
                .isEqualTo(status);
        assertThat(shop.get("/stall/gift", passport(traveller()).andThen(at(journey)))
                        .status())
                .isEqualTo(status);
        assertThat(shop.get("/stall/gift", tenant("globex").andThen(at(journey)))
                        .status())
                .isEqualTo(403)
                .isEqualTo(shop.get("/stall/loot", tenant("globex").andThen(at(journey)))
                        .status());
        assertThat(shop.get("/stall/gift", tenant("globex")).status()).isEqualTo(404);
        shop.remove(id);
    }

    @Test
    void theConnectionsOfALiveTravellerOnlyRead() {
        Consumer<MutableHttpRequest<?>> there = passport(traveller()).andThen(at(start()));

        Answer refused = shop.post("/stall/raw", Map.of(), there);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("type")).isEqualTo("urn:nostage:problem:travel-refused");
        assertThat(shop.get("/products", tenant("globex")).list())
                .extracting("price")
                .containsExactly(39.5, 89.0);
    }

    private Instant start() {
        return OffsetDateTime.parse(shop.get("/sale", tenant("globex")).text("startsAt"))
                .toInstant();
    }

    private String traveller() {
        return shop.post(
                        "/nostage/tenants/globex/passports",
                        Map.of("ttl", "5m", "permissions", List.of("travel")),
                        operator())
                .text("passport");
    }
}
