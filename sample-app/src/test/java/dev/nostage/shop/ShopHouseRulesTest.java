package dev.nostage.shop;

import dev.nostage.testkit.rules.HouseRules;
import org.junit.jupiter.api.Test;

class ShopHouseRulesTest {

    @Test
    void keepsTheHouseRules() {
        HouseRules.check("dev.nostage.shop");
    }
}
