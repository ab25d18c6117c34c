package dev.nostage.shop.seeded;

import java.util.List;

/** Mistakes with routes: whom they believe, and what they remember. */
final class RouteSeeds {

    private static final String ORDERS = "order/OrderController.java";
    private static final String PRODUCTS = "catalogue/ProductController.java";
    private static final String FOUND = "        return orders.findById(id).map(Answer::of);\n";
    private static final String GET = "    @Get(\"/{id}\")\n    Optional<Answer> get(UUID id) {\n";

    static final List<Seed> ALL = List.of(
            Seed.of("a cache of orders by their ids alone")
                    .code(ORDERS, FOUND, """
                                    return CACHE.computeIfAbsent(id, one -> orders.findById(one).map(Answer::of));
                            """)
                    .code(ORDERS, GET, """
                                private static final java.util.Map<UUID, Optional<Answer>> CACHE =
                                        new java.util.concurrent.ConcurrentHashMap<>();

                            """ + GET)
                    .caughtBy(Catcher.ISOLATION, "GET /orders/{id} told another tenant"),
            Seed.of("a list that is kept in a field")
                    .code(PRODUCTS, "    @Get\n", "    private volatile List<Offer> kept;\n\n    @Get\n")
                    .code(
                            PRODUCTS,
                            "        List<String> recommended",
                            "        if (kept != null) {\n            return kept;\n        }\n"
                                    + "        List<String> recommended")
                    .code(PRODUCTS, "        return products.findAll()", "        return kept = products.findAll()")
                    .caughtBy(Catcher.ISOLATION, "GET /products told another tenant"),
            Seed.of("a route that believes a tenant's id in its path")
                    .code(ORDERS, GET, """
                                @Get("/of/{tenant}")
                                List<Answer> of(String tenant) {
                                    return dev.nostage.tenancy.Tenants.callAs(
                                            dev.nostage.tenancy.Tenant.live(tenant),
                                            () -> orders.findAll().stream().map(Answer::of).toList());
                                }

                            """ + GET)
                    .caughtBy(Catcher.ISOLATION, "GET /orders/of/{tenant} told another tenant"),
            Seed.of("a route for nobody that believes a tenant's id in its query")
                    .code(ORDERS, GET, """
                                @dev.nostage.tenancy.NoTenant(because = "customers open it from a mail")
                                @Get("/receipt/{id}{?tenant}")
                                Optional<Answer> receipt(UUID id, String tenant) {
                                    return dev.nostage.tenancy.Tenants.callAs(
                                            dev.nostage.tenancy.Tenant.live(tenant), () -> orders.findById(id).map(Answer::of));
                                }

                            """ + GET)
                    .caughtBy(Catcher.ISOLATION, "GET /orders/receipt/{id} told another tenant"),
            Seed.of("a route for nobody without a reason")
                    .code(ORDERS, GET, "    @dev.nostage.tenancy.NoTenant(because = \" \")\n" + GET)
                    .caughtBy(
                            Catcher.HOUSE_RULES,
                            "@NoTenant of Method <dev.nostage.shop.order.OrderController.get(java.util.UUID)> gives no reason"));

    private RouteSeeds() {}
}
