package dev.nostage.resilience.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.resilience.Downstreams;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows does what it says. */
final class ExamplesIT {

    private static final Tenant ACME = Tenant.live("acme");

    @Test
    void aFallbackAnswersForAClientWhoseDownstreamIsNotThere() {
        try (ApplicationContext application = start()) {
            int inStock = Tenants.callAs(
                    ACME, () -> application.getBean(StockClient.class).inStock("lamp"));

            assertThat(inStock).isZero();
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

    @Singleton
    @Requires(property = "examples")
    static final class UnreachableCarrier implements ShippingDesk.Carrier {

        @Override
        public CompletionStage<String> book(String order) {
            return CompletableFuture.failedFuture(new IOException("no route to host"));
        }
    }
}
