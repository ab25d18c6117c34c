package dev.nostage.shop.payment;

import dev.nostage.resilience.DownstreamStub;

/** Answers for tenants that are not live: no money moves, and the answer says so. */
@DownstreamStub("payments")
final class PaymentStub implements PaymentClient {

    @Override
    public Payment charge(Charge charge) {
        return new Payment("stub-" + charge.order(), true);
    }
}
