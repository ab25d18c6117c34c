package dev.nostage.shop.payment;

import dev.nostage.tenancy.TenantKind;
import dev.nostage.testkit.InTenant;
import dev.nostage.testkit.service.MockDownstream;
import dev.nostage.testkit.service.NostageTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What tests get in production, beside what the payment service was recorded to say: {@code downstreams/payments.json}. */
@NostageTest
@InTenant(kind = TenantKind.LIVE)
class PaymentStubIT {

    private static final Charge A_CHARGE = new Charge(UUID.randomUUID(), new BigDecimal("7.00"));

    @Inject
    PaymentClient client;

    @Inject
    PaymentStub stub;

    @Test
    void theStubAnswersInTheShapeOfTheRealOne(MockDownstream payments) {
        payments.demandAlike(() -> client.charge(A_CHARGE), () -> stub.charge(A_CHARGE));
    }
}
