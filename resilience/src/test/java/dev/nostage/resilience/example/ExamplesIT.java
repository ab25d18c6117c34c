package dev.nostage.resilience.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.FaultPlan;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows does what it says. */
final class ExamplesIT {

    private static final Tenant ACME = Tenant.live("acme");
    private static final Tenant TRIAL = Tenant.test("trial", Instant.MAX);

    @Test
    void aFallbackAnswersForAClientWhoseDownstreamIsNotThere() {
        try (ApplicationContext application = start()) {
            Optional<Integer> inStock = Tenants.callAs(
                    ACME, () -> application.getBean(StockClient.class).inStock("lamp"));

            assertThat(inStock).contains(0);
        }
    }

    @Test
    void aMethodOfTheSameBeanAnswersForAnother() {
        try (ApplicationContext application = start()) {
            CompletionStage<String> booked = Tenants.callAs(
                    ACME, () -> application.getBean(ShippingDesk.class).book("7"));

            assertThat(booked.toCompletableFuture()).isCompletedWithValue("post");
        }
    }

    @Test
    void aFallbackAnswersForWorkInCode(@TempDir Path directory) throws IOException {
        try (ApplicationContext application = start()) {
            Path share = directory.resolve("prices");
            PriceList prices = new PriceList(application.getBean(Downstreams.class), share);
            Files.writeString(share, "lamp 12.00");
            assertThat(Tenants.callAs(ACME, prices::read)).isEqualTo("lamp 12.00");
            Files.delete(share);

            assertThat(Tenants.callAs(ACME, prices::read)).isEqualTo("lamp 12.00");
        }
    }

    @Test
    void whatIsNotThereIsNoNumberAndNoFailureButOnPurpose() throws IOException {
        try (SmallServer stock = new SmallServer();
                ApplicationContext application = ApplicationContext.run(Map.of(
                        "examples",
                        "true",
                        "micronaut.http.services.stock.url",
                        stock.url(),
                        "nostage.downstreams.stock.effect",
                        "internal"))) {
            StockClient client = application.getBean(StockClient.class);

            assertThat(Tenants.<Optional<Integer>, RuntimeException>callAs(ACME, () -> client.inStock("lamp")))
                    .contains(7);
            assertThat(Tenants.<Optional<Integer>, RuntimeException>callAs(ACME, () -> client.inStock("mug")))
                    .isEmpty();
            Tenant planned = TRIAL.with(Map.of(FaultPlan.attribute("stock"), "100% status 404"));
            assertThatThrownBy(() -> Tenants.callAs(planned, () -> client.inStock("lamp")))
                    .isInstanceOf(HttpClientResponseException.class);
        }
    }

    @Test
    void aStubThatACallBringsAnswersATestAndNobodyElse() {
        try (ApplicationContext application = start()) {
            LabelPrinter printer = new LabelPrinter(application.getBean(Downstreams.class), label -> "real-" + label);

            assertThat(Tenants.<String, RuntimeException>callAs(TRIAL, () -> printer.print("7")))
                    .isEqualTo("stub-7");
            assertThat(Tenants.<String, RuntimeException>callAs(ACME, () -> printer.print("7")))
                    .isEqualTo("real-7");
            assertThat(Tenants.callAs(TRIAL, () -> printer.printLater("7")).block())
                    .isEqualTo("stub-7");
            assertThat(Tenants.callAs(ACME, () -> printer.printLater("7")).block())
                    .isEqualTo("real-7");
        }
    }

    private static ApplicationContext start() {
        return ApplicationContext.run(Map.of(
                "examples",
                "true",
                // Nobody listens there.
                "micronaut.http.services.stock.url",
                "http://127.0.0.1:1",
                "nostage.downstreams.stock.retry.backoff",
                "1ms",
                "nostage.downstreams.carrier.retry.tries",
                "1",
                "nostage.downstreams.prices.retry.tries",
                "1"));
    }

    /** Knows lamps, and nothing else. */
    private static final class SmallServer implements AutoCloseable {

        private final HttpServer server;

        SmallServer() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/stock", exchange -> {
                boolean known = exchange.getRequestURI().getPath().equals("/stock/lamp");
                byte[] body = (known ? "7" : "{}").getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(known ? 200 : 404, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @Singleton
    @Requires(property = "examples")
    static final class UnreachableCarrier implements ShippingDesk.Carrier {

        @Override
        public CompletionStage<String> book(String order) {
            return CompletableFuture.failedFuture(new IOException("no route to host"));
        }
    }
}
