package dev.nostage.resilience.example;

import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.DownstreamFallback;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
import java.util.Optional;

@Downstream("stock")
@Client(id = "stock")
interface StockClient {

    @Get("/stock/{sku}")
    Optional<Integer> inStock(String sku);

    @DownstreamFallback("stock")
    final class Unknown {

        public Optional<Integer> inStock(String sku, Throwable cause) {
            return Optional.of(0);
        }
    }
}
