package dev.nostage.shop.payment;

import dev.nostage.resilience.DownstreamFallback;
import dev.nostage.shop.ShopException;

/** Nothing stands in for a payment: says whose is not confirmed, since money may have moved though no answer came. */
@DownstreamFallback("payments")
final class PaymentFallback {

    @SuppressWarnings("DoNotCallSuggester") // who calls it wants just that
    public Payment charge(Charge charge, Throwable cause) {
        throw ShopException.notPlaced("The payment for order " + charge.order() + " was not confirmed.", cause);
    }
}
