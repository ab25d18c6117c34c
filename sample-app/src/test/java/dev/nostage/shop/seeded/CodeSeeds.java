package dev.nostage.shop.seeded;

import java.util.List;

/** Mistakes that compiled code shows: a clock that nobody can move, and threads that know nobody. */
final class CodeSeeds {

    private static final String ORDERING = "order/Ordering.java";
    private static final String RECOMMENDATIONS = "recommendation/Recommendations.java";
    private static final String PLACED = "clock.instant().truncatedTo";

    static final List<Seed> ALL = List.of(
            Seed.of("the system's time")
                    .code(ORDERING, PLACED, "Instant.now().truncatedTo")
                    .caughtBy(Catcher.HOUSE_RULES, "calls method <java.time.Instant.now()> in (Ordering.java:"),
            Seed.of("the system's time by a method reference")
                    .code(ORDERING, PLACED, "java.util.Optional.<Instant>empty().orElseGet(Instant::now).truncatedTo")
                    .caughtBy(Catcher.HOUSE_RULES, "references method <java.time.Instant.now()> in (Ordering.java:"),
            Seed.of("work on the common pool")
                    .code(
                            RECOMMENDATIONS,
                            "deadlines.in(patience).call(client::skus)",
                            "java.util.concurrent.CompletableFuture.supplyAsync(client::skus).join()")
                    .caughtBy(
                            Catcher.HOUSE_RULES,
                            "calls method <java.util.concurrent.CompletableFuture.supplyAsync(java.util.function.Supplier)> in"
                                    + " (Recommendations.java:"),
            Seed.of("a thread of one's own")
                    .code(ORDERING, "        inventory.reserve(new Reservation(id, sku, quantity));\n", """
                                    new Thread(() -> inventory.reserve(new Reservation(id, sku, quantity))).start();
                            """)
                    .caughtBy(
                            Catcher.HOUSE_RULES,
                            "calls constructor <java.lang.Thread.<init>(java.lang.Runnable)> in (Ordering.java:"),
            Seed.of("a pool that is not wrapped")
                    .code(
                            "simulator/Simulator.java",
                            "RequestContext.wrap(Executors.newCachedThreadPool())",
                            "Executors.newCachedThreadPool()")
                    .caughtBy(
                            Catcher.HOUSE_RULES,
                            "calls method <java.util.concurrent.Executors.newCachedThreadPool()> in (Simulator.java:"));

    private CodeSeeds() {}
}
