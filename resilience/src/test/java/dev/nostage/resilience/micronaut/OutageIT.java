package dev.nostage.resilience.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEventSink;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What a caller of a service sees while one of its downstreams is out of order. */
final class OutageIT {

    private final CountingServer downstream = new CountingServer();
    private final EmbeddedServer server = ApplicationContext.run(
            EmbeddedServer.class,
            Map.ofEntries(
                    Map.entry("micronaut.server.port", "-1"),
                    Map.entry("micronaut.http.services.payments.url", downstream.url()),
                    Map.entry("outage", "true"),
                    Map.entry("nostage.tenancy.trusted-peers[0]", "127.0.0.0/8"),
                    Map.entry("nostage.tenancy.tenants[0].id", "acme"),
                    Map.entry("nostage.tenancy.tenants[1].id", "trial"),
                    Map.entry("nostage.tenancy.tenants[1].kind", "TEST"),
                    Map.entry("nostage.tenancy.tenants[1].ttl", "1h"),
                    Map.entry("nostage.downstreams.payments.effect", "financial"),
                    Map.entry("nostage.downstreams.payments.breaker.window", "4"),
                    Map.entry("nostage.downstreams.payments.breaker.open-time", "30s")));
    private final HttpClient web = HttpClient.newHttpClient();
    private final CollectedEvents events = server.getApplicationContext().getBean(CollectedEvents.class);

    @AfterEach
    void stop() {
        server.close();
        downstream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/pay", "/pay-reactively"})
    void anOpenBreakerIsAProblemThatSaysWhenToTryAgain(String path) throws Exception {
        downstream.answerWith(503);
        get(path, "acme");
        get(path, "acme");

        HttpResponse<String> answer = get(path, "acme");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("urn:nostage:problem:downstream-unavailable");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 30L);
        assertThat(downstream.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/pay", "/pay-reactively"})
    void aTestWithoutAStubIsAProblemThatSaysWhatIsMissing(String path) throws Exception {
        HttpResponse<String> answer = get(path, "trial");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("urn:nostage:problem:downstream-refused", "DownstreamStub");
        assertThat(downstream.connections()).isZero();
    }

    @Test
    void theWideEventTellsWhatBecameOfTheCall() throws Exception {
        get("/pay", "acme");
        assertThat(events.next()).containsEntry("downstream.payments", "ok");
        get("/pay-reactively", "acme");
        assertThat(events.next()).containsEntry("downstream.payments", "ok");
        get("/pay", "trial");
        assertThat(events.next()).containsEntry("downstream.payments", "refused");
        downstream.answerWith(500);
        get("/pay", "acme");
        assertThat(events.next()).containsEntry("downstream.payments", "failed");
        get("/pay", "acme");
        events.next();
        get("/pay", "acme");
        assertThat(events.next()).containsEntry("downstream.payments", "unavailable");
    }

    private HttpResponse<String> get(String path, String tenant) throws IOException, InterruptedException {
        return web.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + path))
                        .header("Tenant-Id", tenant)
                        .build(),
                BodyHandlers.ofString());
    }

    @Controller(produces = MediaType.TEXT_PLAIN)
    @Requires(property = "outage")
    static class Till {

        private final PaymentClient payments;

        Till(PaymentClient payments) {
            this.payments = payments;
        }

        @Get("/pay")
        @ExecuteOn(TaskExecutors.BLOCKING)
        String pay() {
            return payments.charge("7");
        }

        @Get("/pay-reactively")
        Mono<String> payReactively() {
            return payments.chargeAsMono("7");
        }
    }

    @Singleton
    @Requires(property = "outage")
    static final class CollectedEvents implements WideEventSink {

        private final BlockingQueue<Map<String, Object>> events = new LinkedBlockingQueue<>();

        @Override
        public void emit(WideEvent event) {
            events.add(event.notes());
        }

        Map<String, Object> next() throws InterruptedException {
            Map<String, Object> event = events.poll(10, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
            return event;
        }
    }
}
