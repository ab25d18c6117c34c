package dev.nostage.testkit.contract;

import dev.nostage.testkit.TravelPolicyContract;
import dev.nostage.timemachine.TravelPolicy;

final class StandardPolicyTest extends TravelPolicyContract {

    @Override
    protected TravelPolicy policy() {
        return TravelPolicy.standard();
    }
}
