package dev.nostage.shop.recommendation;

import dev.nostage.resilience.Downstream;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
import java.util.List;

@Downstream("recommendations")
@Client(id = "recommendations")
interface RecommendationClient {

    @Get("/recommendations")
    List<String> skus();
}
