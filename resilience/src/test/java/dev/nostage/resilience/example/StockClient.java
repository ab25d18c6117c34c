package dev.nostage.resilience.example;

import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.DownstreamFallback;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;

@Downstream("stock")
@Client(id = "stock")
interface StockClient {

    @Get("/stock/{sku}")
    int inStock(String sku);

    @DownstreamFallback("stock")
    final class Unknown {

        public int inStock(String sku, Throwable cause) {
            return 0;
        }
    }
}
