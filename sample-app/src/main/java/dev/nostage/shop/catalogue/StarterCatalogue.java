package dev.nostage.shop.catalogue;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantInitializer;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;

/** What a tenant that is opened in the running shop starts with, so that it can order at once. */
@Singleton
final class StarterCatalogue implements TenantInitializer {

    private final ProductRepository products;

    StarterCatalogue(ProductRepository products) {
        this.products = products;
    }

    @Override
    public void initialize(Tenant tenant) {
        products.saveAll(List.of(
                new Product("kettle", null, "Kettle", new BigDecimal("42.00")),
                new Product("teapot", null, "Teapot", new BigDecimal("28.50"))));
    }
}
