package dev.nostage.resilience.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.resilience.Downstream;
import dev.nostage.tenancy.NoTenant;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A route that needs no tenant, and calls what may be called for a tenant only. */
final class UnboundCallIT {

    @Test
    void isThisServicesFaultAndNotItsCallers() throws Exception {
        try (EmbeddedServer server = ApplicationContext.run(
                EmbeddedServer.class, Map.of("micronaut.server.port", "-1", "unbound", "true"))) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(server.getURI() + "/unbound"))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("downstream-unbound").doesNotContain("mint", "assport");
        }
    }

    @Singleton
    @Downstream("mint")
    @Requires(property = "unbound")
    static class Mint {

        public String coin() {
            return "coin";
        }
    }

    @Controller("/unbound")
    @NoTenant(because = "a health page of its own")
    @Requires(property = "unbound")
    static class Page {

        private final Mint mint;

        Page(Mint mint) {
            this.mint = mint;
        }

        @Get
        String coin() {
            return mint.coin();
        }
    }
}
