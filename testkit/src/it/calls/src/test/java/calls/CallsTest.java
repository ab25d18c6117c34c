package calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nostage.resilience.DownstreamUnavailableException;
import dev.nostage.resilience.Downstreams;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Downstreams that are called in code, by a service that has no HTTP client of Micronaut's. */
class CallsTest {

    @Test
    void areGuarded() {
        try (ApplicationContext context = ApplicationContext.run(Map.of(
                "nostage.downstreams.ledger.effect", "internal", "nostage.downstreams.ledger.breaker.window", "4"))) {
            Downstreams downstreams = context.getBean(Downstreams.class);

            Tenants.runAs(Tenant.live("acme"), () -> {
                assertEquals("sent", downstreams.get("mail").call(() -> "sent"));
                for (int i = 0; i < 2; i++) {
                    assertThrows(IOException.class, () -> downstreams.get("ledger").call(CallsTest::fail));
                }
                assertThrows(
                        DownstreamUnavailableException.class, () -> downstreams.get("ledger").call(() -> "booked"));
            });
        }
    }

    private static String fail() throws IOException {
        throw new IOException("nobody listens");
    }
}
