package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.nostage.event.Logged;
import dev.nostage.tenancy.OperatorToken;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether there are operator endpoints, by what the configuration says of them. */
final class OperatorStartIT {

    @Test
    void makesAnOperatorTokenWhereTheEndpointsAreWishedForWithoutOne() {
        try (EmbeddedServer server = StartIT.start(Map.of("nostage.operator.enabled", "true"))) {
            String made = server.getApplicationContext()
                    .getBean(OperatorToken.class)
                    .generated()
                    .orElseThrow();
            assertThat(new Web(server).get("/nostage/tenants").status()).isEqualTo(401);
            assertThat(new Web(server)
                            .get("/nostage/tenants", "Authorization", "Bearer " + made)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void saysThatThereAreNoEndpointsWhereNobodySaidAnything() {
        assertThat(saidOfEndpoints(Map.of()))
                .singleElement()
                .asString()
                .contains("no operator endpoints", "nostage.operator.token is not set");
        assertThat(saidOfEndpoints(Map.of("nostage.operator.enabled", "false"))).isEmpty();
        assertThat(saidOfEndpoints(Map.of("nostage.operator.token", OperatorIT.TOKEN)))
                .isEmpty();
    }

    private static List<String> saidOfEndpoints(Map<String, Object> properties) {
        try (Logged log = new Logged(OperatorAbsence.class.getName(), Level.INFO);
                ApplicationContext ignored = ApplicationContext.run(properties)) {
            return log.lines().stream().map(ILoggingEvent::getFormattedMessage).toList();
        }
    }

    @Test
    void leavesTheEndpointsOffWhereThatIsWishedForEvenWithAToken() {
        try (EmbeddedServer server = StartIT.start(
                Map.of("nostage.operator.enabled", "false", "nostage.operator.token", OperatorIT.TOKEN))) {
            assertThat(new Web(server)
                            .get("/nostage/tenants", "Authorization", "Bearer " + OperatorIT.TOKEN)
                            .problem())
                    .isEqualTo("400 tenant-missing");
        }
    }
}
