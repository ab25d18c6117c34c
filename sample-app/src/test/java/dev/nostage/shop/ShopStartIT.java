package dev.nostage.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.shop.sale.AnniversarySale;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The shop under other settings than its own. */
class ShopStartIT {

    @Test
    void startsWithoutOperatorEndpoints() {
        try (EmbeddedServer server =
                ApplicationContext.run(EmbeddedServer.class, Map.of("nostage.operator.enabled", "false"), "test")) {
            assertThat(server.isRunning()).isTrue();
        }
    }

    @Test
    void takesTheSalesDateFromItsConfiguration() {
        Map<String, Object> sale = Map.of("nostage.launches.anniversary-sale.from", "2031-01-02T00:00Z");
        try (EmbeddedServer server = ApplicationContext.run(EmbeddedServer.class, sale, "test")) {
            assertThat(server.getApplicationContext()
                            .getBean(AnniversarySale.class)
                            .startsAt()
                            .toInstant())
                    .isEqualTo("2031-01-02T00:00:00Z");
        }
    }
}
