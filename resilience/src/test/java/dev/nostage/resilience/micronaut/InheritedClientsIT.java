package dev.nostage.resilience.micronaut;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.DownstreamRefusedException;
import dev.nostage.resilience.Probe;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One method, inherited by clients of different downstreams. */
final class InheritedClientsIT {

    @Test
    void areGuardedEachByItsOwnDownstream() {
        try (ApplicationContext application = ApplicationContext.run(Map.of(
                "client", "inheriting",
                "nostage.downstreams.north.effect", "financial",
                "nostage.downstreams.south.effect", "financial"))) {
            NorthClient north = application.getBean(NorthClient.class);
            SouthClient south = application.getBean(SouthClient.class);

            assertThatThrownBy(() -> Tenants.callAs(Probe.TRIAL, north::quote))
                    .isInstanceOf(DownstreamRefusedException.class)
                    .hasMessageContaining("north");
            assertThatThrownBy(() -> Tenants.callAs(Probe.TRIAL, south::quote))
                    .isInstanceOf(DownstreamRefusedException.class)
                    .hasMessageContaining("south");
        }
    }

    interface Quoting {

        @Get("/quote")
        String quote();
    }

    @Downstream("north")
    @Client("http://127.0.0.1:1")
    @Requires(property = "client", value = "inheriting")
    interface NorthClient extends Quoting {}

    @Downstream("south")
    @Client("http://127.0.0.1:1")
    @Requires(property = "client", value = "inheriting")
    interface SouthClient extends Quoting {}
}
