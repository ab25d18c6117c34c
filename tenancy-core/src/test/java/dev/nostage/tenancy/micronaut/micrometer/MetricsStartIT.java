package dev.nostage.tenancy.micronaut.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A class of its own: a context that ends takes Reactor's hooks along, from every other context of the process. */
final class MetricsStartIT {

    @Test
    void isStoppedByANumberThatCannotBeOne() {
        for (String number : new String[] {"many", "-1"}) {
            assertThatThrownBy(() -> ApplicationContext.run(
                                    Map.of("micronaut.metrics.enabled", "true", "nostage.metrics.tenants", number))
                            .close())
                    .hasStackTraceContaining("nostage.metrics.tenants must")
                    .hasStackTraceContaining(number);
        }
    }

    @Test
    void isNotThereWhereMetricsAreOff() {
        try (EmbeddedServer plain = ApplicationContext.run(
                EmbeddedServer.class,
                Map.of("micronaut.metrics.enabled", "false", "nostage.tenancy.trusted-peers", "127.0.0.1"))) {
            assertThat(plain.getApplicationContext().containsBean(RequestTimers.class))
                    .isFalse();
            assertThat(plain.isRunning()).isTrue();
        }
    }
}
