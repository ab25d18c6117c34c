package greetings;

import dev.nostage.testkit.rules.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void keepsTheHouseRules() {
        HouseRules.check("greetings");
    }
}
