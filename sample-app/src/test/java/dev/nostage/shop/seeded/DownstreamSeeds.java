package dev.nostage.shop.seeded;

import java.util.List;

/** Mistakes with whom the shop calls, and with what answers in their place. */
final class DownstreamSeeds {

    private static final String STUB = "payment/PaymentStub.java";
    private static final String PAID = "return new Payment(\"stub-\" + charge.order(), true);";

    static final List<Seed> ALL = List.of(
            Seed.of("a client that nobody guards")
                    .code(
                            "recommendation/RecommendationClient.java",
                            "@Downstream(value = \"recommendations\", fallback = \"nothing\")\n",
                            "")
                    .caughtBy(
                            Catcher.HOUSE_RULES,
                            "calls by an unguarded <dev.nostage.shop.recommendation.RecommendationClient.skus()>"),
            Seed.of("payments that are not said to move money")
                    .resource("application.yml", "effect: financial", "effect: internal")
                    .caughtBy(
                            Catcher.START,
                            "PaymentStub is never asked: downstream \"payments\" is internal, and tests reach it"),
            Seed.of("a call to a host that is not declared")
                    .code("order/Ordering.java", "        return orders.save(\n", """
                                    try {
                                        new java.net.Socket("192.0.2.1", 8125).close();
                                    } catch (java.io.IOException e) {
                                        WideEvent.current().note("uncounted", true);
                                    }
                                    return orders.save(
                            """)
                    .caughtBy(Catcher.JOURNEY, "The application wanted a connection to 192.0.2.1:8125"),
            Seed.of("an order that is placed without its payment")
                    .code(
                            "payment/PaymentFallback.java",
                            "throw ShopException.notPlaced("
                                    + "\"The payment for order \" + charge.order() + \" was not confirmed.\", cause);",
                            "return new Payment(\"later\", false);")
                    .caughtBy(
                            Catcher.JOURNEY,
                            "anOrderWhosePaymentIsLostIsNotPlaced(MockDownstream): org.opentest4j.AssertionFailedError:"
                                    + " expected: 503 but was: 201"),
            Seed.of("a stub that passes for the real thing")
                    .code(STUB, PAID, PAID.replace("true", "false"))
                    .caughtBy(Catcher.STUB, "The stub's answer to charge looks real: Payment[reference=stub-"),
            Seed.of("a stub that has drifted")
                    .code(STUB, PAID, "return new Payment(null, true);")
                    .caughtBy(
                            Catcher.LIKENESS,
                            "Downstream \"payments\" answered in another shape than its stub:"
                                    + " $.reference: the downstream a string, the stub nothing"));

    private DownstreamSeeds() {}
}
