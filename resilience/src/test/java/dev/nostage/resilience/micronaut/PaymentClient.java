package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.Downstream;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.client.annotation.Client;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One call in each form that a client may give it. */
@Downstream("payments")
@Client(id = "payments")
@Consumes(MediaType.TEXT_PLAIN)
@Produces(MediaType.TEXT_PLAIN)
interface PaymentClient extends AutoCloseable {

    @Post("/sync")
    String charge(@Body String order);

    @Post("/void")
    void chargeSilently(@Body String order);

    @Post("/future")
    CompletableFuture<String> chargeInFuture(@Body String order);

    @Post("/stage")
    CompletionStage<String> chargeInStage(@Body String order);

    @Post("/mono")
    Mono<String> chargeAsMono(@Body String order);

    @Post("/flux")
    @Consumes(MediaType.APPLICATION_JSON)
    Flux<String> chargeAsFlux(@Body String order);

    default String chargeTwice(String order) {
        return charge(order) + charge(order);
    }
}
