package dev.nostage.shop.catalogue;

import dev.nostage.shop.recommendation.Recommendations;
import dev.nostage.shop.sale.Pricing;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/** {@code GET /products}: what the tenant sells, at the price of the moment, the most recommended first. */
@ExecuteOn(TaskExecutors.BLOCKING)
@Controller("/products")
final class ProductController {

    private final ProductRepository products;
    private final Recommendations recommendations;
    private final Pricing pricing;

    ProductController(ProductRepository products, Recommendations recommendations, Pricing pricing) {
        this.products = products;
        this.recommendations = recommendations;
        this.pricing = pricing;
    }

    @Get
    List<Offer> list() {
        List<String> recommended = recommendations.skus();
        return products.findAll().stream()
                .sorted(Comparator.comparingInt((Product product) -> rank(product.sku(), recommended))
                        .thenComparing(Product::sku))
                .map(product -> new Offer(product.sku(), product.name(), pricing.price(product.price())))
                .toList();
    }

    private static int rank(String sku, List<String> recommended) {
        int rank = recommended.indexOf(sku);
        return rank < 0 ? recommended.size() : rank;
    }

    /** @param price at the (travelled) moment */
    @Serdeable
    record Offer(String sku, String name, BigDecimal price) {}
}
