package dev.nostage.shop.seeded;

import org.jspecify.annotations.Nullable;

/** What of the testkit meets a leak, as the shop uses it. */
enum Catcher {
    COMPILER("the compiler, by our processor", null),
    START("the start, in any test that starts the shop", "dev.nostage.shop.ShopIsolationTest"),
    ISOLATION("`IsolationSuite`", "dev.nostage.shop.ShopIsolationTest"),
    HOUSE_RULES("`HouseRules`", "dev.nostage.shop.ShopHouseRulesTest"),
    JOURNEY("`@NostageTest`", "dev.nostage.shop.ShopJourneyIT"),
    STUB("`DownstreamStubContract`", "dev.nostage.shop.payment.PaymentStubTest"),
    LIKENESS("`demandAlike`", "dev.nostage.shop.payment.PaymentStubIT"),
    REHEARSAL("`LaunchRehearsal`", "dev.nostage.shop.SaleRehearsalTest"),
    RESIDUE("`@InTenant`", "dev.nostage.shop.SaleRehearsalTest");

    private final String title;
    private final @Nullable String test;

    Catcher(String title, @Nullable String test) {
        this.title = title;
        this.test = test;
    }

    String title() {
        return title;
    }

    /** The shop's own test that is run; null if it need not come to one. */
    @Nullable
    String test() {
        return test;
    }
}
