package dev.nostage.resilience.example;

import dev.nostage.resilience.Downstream;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

@Singleton
@Requires(property = "examples")
class ShippingDesk {

    private final Carrier carrier;

    ShippingDesk(Carrier carrier) {
        this.carrier = carrier;
    }

    @Downstream(value = "carrier", idempotent = true, fallback = "byPost")
    public CompletionStage<String> book(String order) {
        return carrier.book(order);
    }

    public CompletionStage<String> byPost(String order, Throwable cause) {
        return CompletableFuture.completedFuture("post");
    }

    /** Whatever books a carrier. */
    interface Carrier {

        CompletionStage<String> book(String order);
    }
}
