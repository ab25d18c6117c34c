package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.DownstreamFallback;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.client.annotation.Client;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Mono;

/** A client whose calls may be tried again, and for which others answer. */
@Downstream("recommendations")
@Client(id = "recommendations")
@Consumes(MediaType.TEXT_PLAIN)
interface RecommendationClient {

    @Get("/sync")
    String recommend();

    @Get("/stage")
    CompletionStage<String> recommendLater();

    @Get("/mono")
    Mono<String> recommendReactively();

    @Get("/returned")
    HttpResponse<String> recommendAsResponse();

    @Post("/learn")
    String learn();

    @Get("/own")
    @Downstream(value = "recommendations", fallback = "popular")
    String recommendOrPopular();

    /** The fallback may have the guarded method's own name. */
    @Get("/overloaded")
    @Downstream(value = "overloads", fallback = "overloaded")
    String overloaded();

    default String overloaded(Throwable cause) {
        return "fallback";
    }

    default String popular(Throwable cause) {
        return "popular, for " + cause.getClass().getSimpleName();
    }

    /** Knows a method less than the client, and asks for the cause in one. */
    @DownstreamFallback("recommendations")
    final class Fallback {

        public String recommend() {
            return "nothing";
        }

        public CompletionStage<String> recommendLater(Throwable cause) {
            return CompletableFuture.completedFuture(
                    "nothing, for " + cause.getClass().getSimpleName());
        }

        public Mono<String> recommendReactively() {
            return Mono.just("nothing");
        }
    }
}
