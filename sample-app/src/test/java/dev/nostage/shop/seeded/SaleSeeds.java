package dev.nostage.shop.seeded;

import java.util.List;

/** Mistakes with a launch, and with what a tenant leaves behind. */
final class SaleSeeds {

    private static final String PRICING = "sale/SalePricing.java";
    private static final String LIVE_FROM =
            "@LiveFrom(value = \"anniversary-sale\", predecessor = RegularPricing.class)\n";

    static final List<Seed> ALL = List.of(
            Seed.of("a price that does not wait for its launch")
                    .code(PRICING, LIVE_FROM, "")
                    .caughtBy(Catcher.REHEARSAL, "GET /products did not change at the launch"),
            Seed.of("a price that goes by the real time")
                    .code(PRICING, LIVE_FROM, "")
                    .code(PRICING, "        return regular.multiply(FACTOR)", """
                                    if (clock.instant().isBefore(sale.startsAt().toInstant())) {
                                        return regular;
                                    }
                                    return regular.multiply(FACTOR)""")
                    .code(PRICING, "    private static final BigDecimal FACTOR = new BigDecimal(\"0.80\");\n", """
                                private static final BigDecimal FACTOR = new BigDecimal("0.80");

                                private final AnniversarySale sale;
                                private final java.time.Clock clock;

                                SalePricing(AnniversarySale sale, @dev.nostage.timemachine.SystemTime java.time.Clock clock) {
                                    this.sale = sale;
                                    this.clock = clock;
                                }
                            """)
                    .caughtBy(Catcher.REHEARSAL, "GET /products did not change at the launch"),
            Seed.of("a price that cannot be worked out on the day")
                    .code(PRICING, "regular.multiply(FACTOR)", "regular.divide(BigDecimal.valueOf(7))")
                    .caughtBy(Catcher.REHEARSAL, "GET /products answers until the launch, and fails from then on"),
            Seed.of("a store that forgets to forget")
                    .file("order/Baskets.java", """
                            package dev.nostage.shop.order;

                            import dev.nostage.tenancy.Tenant;
                            import dev.nostage.tenancy.TenantId;
                            import dev.nostage.tenancy.TenantInitializer;
                            import dev.nostage.tenancy.TenantStore;
                            import jakarta.inject.Singleton;
                            import java.util.Map;
                            import java.util.concurrent.ConcurrentHashMap;

                            @Singleton
                            final class Baskets implements TenantInitializer, TenantStore {

                                private final Map<TenantId, String> baskets = new ConcurrentHashMap<>();

                                @Override
                                public void initialize(Tenant tenant) {
                                    baskets.put(tenant.id(), "a kettle");
                                }

                                @Override
                                public String name() {
                                    return "baskets";
                                }

                                @Override
                                public long purge(Tenant tenant) {
                                    return 0;
                                }

                                @Override
                                public long residue(Tenant tenant) {
                                    return baskets.containsKey(tenant.id()) ? 1 : 0;
                                }
                            }
                            """)
                    .caughtBy(Catcher.RESIDUE, "StoreReceipt[name=baskets, removed=0, residue=1"));

    private SaleSeeds() {}
}
