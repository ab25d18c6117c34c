package dev.nostage.shop.payment;

import dev.nostage.resilience.Downstream;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.client.annotation.Client;

/** The payment service. */
@Downstream("payments")
@Client(id = "payments")
public interface PaymentClient {

    @Post("/payments")
    Payment charge(@Body Charge charge);
}
