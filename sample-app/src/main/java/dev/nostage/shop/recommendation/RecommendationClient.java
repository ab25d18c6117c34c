package dev.nostage.shop.recommendation;

import dev.nostage.resilience.Downstream;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
import java.util.List;

@Downstream(value = "recommendations", fallback = "nothing")
@Client(id = "recommendations")
interface RecommendationClient {

    @Get("/recommendations")
    List<String> skus();

    default List<String> nothing(Throwable cause) {
        return List.of();
    }
}
