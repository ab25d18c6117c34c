package dev.nostage.resilience.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.DownstreamRefusedException;
import dev.nostage.resilience.Probe;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.discovery.StaticServiceInstanceList;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A guarded service whose health Micronaut asks after, for nobody, while nobody else gets to it past its guard. */
@Timeout(60)
final class HealthChecksIT {

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private volatile int status = 200;
    private HttpServer bank;
    private EmbeddedServer server;
    private ApplicationContext application;

    @BeforeEach
    void start() throws IOException {
        bank = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        bank.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        bank.start();
        server = ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        "micronaut.server.port",
                        -1,
                        "health-checks",
                        true,
                        "nostage.propagation.to",
                        "bank",
                        "nostage.downstreams.payments.effect",
                        "financial",
                        "micronaut.http.services.bank.url",
                        url(),
                        "micronaut.http.services.bank.health-check",
                        true,
                        "micronaut.http.services.bank.health-check-uri",
                        "/alive",
                        "micronaut.http.services.bank.health-check-interval",
                        Duration.ofMillis(50)));
        application = server.getApplicationContext();
    }

    @AfterEach
    void stop() {
        server.close();
        bank.stop(0);
    }

    @Test
    void areMadeForNobody() throws InterruptedException {
        assertThat(asked.poll(30, TimeUnit.SECONDS)).isEqualTo("GET /alive");
        assertThat(asked.poll(30, TimeUnit.SECONDS)).isEqualTo("GET /alive");
        assertThat(instances().getInstances()).hasSize(1);
    }

    @Test
    void openTheirOwnAddressToNobodyAndNoOther() {
        ByHand byHand = application.getBean(ByHand.class);

        assertThatThrownBy(() -> byHand.get("/charge")).satisfies(this::isScreened);
        assertThatThrownBy(() -> byHand.get("/alive?charge")).satisfies(this::isScreened);
        assertThatThrownBy(() -> byHand.post("/alive")).satisfies(this::isScreened);
        assertThatThrownBy(() -> byHand.send(HttpRequest.create(HttpMethod.GET, url() + "/alive", "POST")))
                .satisfies(this::isScreened);
        assertThatThrownBy(() -> Tenants.callAs(Probe.TRIAL, () -> byHand.get("/alive")))
                .isInstanceOf(DownstreamRefusedException.class);
        assertThat(asked).allMatch("GET /alive"::equals);
    }

    @Test
    void keepAServiceGuardedWhileTheyFail() {
        status = 503;
        while (!instances().getInstances().isEmpty()) {
            assertThat(Thread.interrupted()).as("too late").isFalse();
            Thread.onSpinWait();
        }
        ByHand byHand = application.getBean(ByHand.class);

        assertThatThrownBy(() -> Tenants.callAs(Probe.TRIAL, () -> byHand.anywhere(url() + "/charge")))
                .isInstanceOf(DownstreamRefusedException.class);
        assertThat(asked).allMatch("GET /alive"::equals);
    }

    private void isScreened(Throwable refusal) {
        assertThat(refusal).isInstanceOf(TenantMissingException.class).hasMessageContaining("past the guard");
    }

    private String url() {
        return "http://localhost:" + bank.getAddress().getPort();
    }

    private StaticServiceInstanceList instances() {
        return application.getBean(StaticServiceInstanceList.class, Qualifiers.byName("bank"));
    }

    @Downstream("payments")
    @Client(id = "bank")
    @Requires(property = "health-checks")
    interface Payments {

        @Post("/charge")
        void charge();
    }

    @Singleton
    @Requires(property = "health-checks")
    static class ByHand {

        private final HttpClient client;
        private final HttpClient any;

        ByHand(@Client("bank") HttpClient client, @Client("/") HttpClient any) {
            this.client = client;
            this.any = any;
        }

        String get(String path) {
            return client.toBlocking().retrieve(path);
        }

        String anywhere(String url) {
            return any.toBlocking().retrieve(url);
        }

        void send(HttpRequest<?> request) {
            any.toBlocking().exchange(request);
        }

        void post(String path) {
            client.toBlocking().exchange(HttpRequest.POST(path, ""));
        }
    }
}
