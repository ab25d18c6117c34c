package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.DownstreamStub;
import io.micronaut.context.annotation.Requires;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A stub that is a client, so that the compiler keeps it complete. */
@DownstreamStub("payments")
@Requires(property = "stub", value = "payments")
final class PaymentStub implements PaymentClient {

    @Override
    public String charge(String order) {
        return "stub " + order;
    }

    @Override
    public void chargeSilently(String order) {}

    @Override
    public CompletableFuture<String> chargeInFuture(String order) {
        return CompletableFuture.completedFuture(charge(order));
    }

    @Override
    public CompletionStage<String> chargeInStage(String order) {
        return chargeInFuture(order);
    }

    @Override
    public Mono<String> chargeAsMono(String order) {
        return Mono.just(charge(order));
    }

    @Override
    public Flux<String> chargeAsFlux(String order) {
        return Flux.just("stub", order);
    }

    @Override
    public void close() {}
}
