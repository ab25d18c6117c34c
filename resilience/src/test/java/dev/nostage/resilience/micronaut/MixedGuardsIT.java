package dev.nostage.resilience.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.Probe;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the guard of a type says holds for no method that has one of its own, and for no other type. */
final class MixedGuardsIT {

    private CountingServer server;
    private ApplicationContext application;

    @BeforeEach
    void start() {
        server = new CountingServer();
        server.answerWith(503);
        application = ApplicationContext.run(Map.of(
                "mixed", true,
                "micronaut.http.services.till.url", server.url(),
                "nostage.downstreams.stock.effect", "internal",
                "nostage.downstreams.stock.retry.backoff", "1ms",
                "nostage.downstreams.till.effect", "financial",
                "nostage.downstreams.till.retry.backoff", "1ms"));
    }

    @AfterEach
    void stop() {
        application.close();
        server.close();
    }

    @Test
    void aPaymentIsMadeOnceThoughLookUpsMayBeRepeated() {
        Mixed mixed = application.getBean(Mixed.class);

        assertThatThrownBy(() -> Tenants.callAs(Probe.ACME, mixed::charge))
                .isInstanceOf(HttpClientResponseException.class);
        assertThat(server.connections()).isEqualTo(1);
        assertThat(Tenants.<String, RuntimeException>callAs(Probe.ACME, mixed::find))
                .isEqualTo("none");
        assertThat(server.connections()).isEqualTo(4);
    }

    @Test
    void clientsThatInheritOneMethodSayEachForThemselvesWhetherItMayBeRepeated() {
        assertThatThrownBy(() -> Tenants.callAs(Probe.ACME, application.getBean(Plain.class)::charge))
                .isInstanceOf(HttpClientResponseException.class);
        assertThat(server.connections()).isEqualTo(1);
        assertThatThrownBy(() -> Tenants.callAs(Probe.ACME, application.getBean(Keyed.class)::charge))
                .isInstanceOf(HttpClientResponseException.class);
        assertThat(server.connections()).isEqualTo(4);
    }

    @Test
    void theFallbackOfAClassAnswersForItsMethodsAndIsNotGuarded() {
        Shelf shelf = application.getBean(Shelf.class);

        assertThat(Tenants.<String, RuntimeException>callAs(Probe.ACME, () -> shelf.read("mug")))
                .isEqualTo("no mug");
        assertThatThrownBy(() -> Tenants.callAs(Probe.ACME, () -> shelf.charge("mug")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("till");
    }

    @Downstream(value = "stock", idempotent = true, fallback = "none")
    @Client(id = "till")
    @Consumes(MediaType.TEXT_PLAIN)
    @Requires(property = "mixed")
    interface Mixed {

        @Get("/find")
        String find();

        @Downstream("till")
        @Post("/charge")
        String charge();

        default String none(Throwable cause) {
            return "none";
        }
    }

    interface Charging {

        @Post("/charge")
        @Consumes(MediaType.TEXT_PLAIN)
        String charge();
    }

    @Downstream(value = "till", idempotent = true)
    @Client(id = "till")
    @Requires(property = "mixed")
    interface Keyed extends Charging {}

    @Downstream("till")
    @Client(id = "till")
    @Requires(property = "mixed")
    interface Plain extends Charging {}

    @Singleton
    @Downstream(value = "stock", fallback = "none")
    @Requires(property = "mixed")
    static class Shelf {

        public String read(String what) {
            throw new UncheckedIOException(new IOException("stock"));
        }

        @Downstream("till")
        public String charge(String what) {
            throw new UncheckedIOException(new IOException("till"));
        }

        public String none(String what, Throwable cause) {
            return "no " + what;
        }
    }
}
