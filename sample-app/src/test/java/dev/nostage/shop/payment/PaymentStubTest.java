package dev.nostage.shop.payment;

import dev.nostage.testkit.DownstreamStubContract;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

final class PaymentStubTest extends DownstreamStubContract {

    @Override
    protected Object stub() {
        return new PaymentStub();
    }

    @Override
    protected Class<?> client() {
        return PaymentClient.class;
    }

    @Override
    protected List<?> arguments(Method method) {
        return List.of(new Charge(UUID.randomUUID(), new BigDecimal("42.00")));
    }

    @Override
    protected boolean saysItIsNotReal(Method method, Object answer) {
        return answer instanceof Payment payment && payment.stubbed();
    }
}
