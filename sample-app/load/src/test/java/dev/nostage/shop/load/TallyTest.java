package dev.nostage.shop.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final String SATURATED = "{\"type\":\"urn:nostage:problem:tenant-saturated\"}";

    private final Tally tally = new Tally();

    @Test
    void tellsHowFastItWasAnswered() {
        for (int millis = 1; millis <= 200; millis++) {
            tally.count("GET /products", new Answer(200, millis, false, "[]"));
        }

        assertThat(told()).contains("GET /products        200      20     100     190     198     200");
    }

    @Test
    void tellsRefusalsOfTheLimitsFromFailures() {
        tally.count(Tally.ORDER, new Answer(429, 1, true, SATURATED));
        tally.count(Tally.ORDER, new Answer(429, 1, true, SATURATED));
        tally.count(Tally.ORDER, new Answer(503, 1, false, "{\"type\":\"urn:nostage:problem:order-not-placed\"}"));
        tally.count(Tally.ORDER, new Answer(503, 1, true, "a proxy's page"));
        tally.count("GET /orders", new Answer(500, 1, false, ""));
        tally.count("GET /orders", Answer.NONE);

        assertThat(told().lines().map(String::strip))
                .contains(
                        "refused for now: POST /orders 429 tenant-saturated, 2",
                        "refused for now 2",
                        "FAILED: POST /orders 503 order-not-placed, 1",
                        "FAILED: POST /orders 503, 1",
                        "FAILED: GET /orders 500, 1",
                        "FAILED: GET /orders no answer, 1",
                        "failed 4");
    }

    @Test
    void countsWhoPaidForWhatWasPlaced() {
        tally.count(Tally.ORDER, new Answer(201, 1, false, "{\"payment\":{\"stubbed\":true}}"));
        tally.count(Tally.ORDER, new Answer(201, 1, false, "{\"payment\":{\"stubbed\":false}}"));
        tally.count("GET /orders", new Answer(200, 1, false, "[{\"payment\":{\"stubbed\":true}}]"));

        assertThat(told()).contains("orders placed 2\n", "of them paid by the stub 1\n");
    }

    private String told() {
        return tally.told(Duration.ofSeconds(10));
    }
}
