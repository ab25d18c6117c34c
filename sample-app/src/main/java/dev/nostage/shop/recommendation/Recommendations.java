package dev.nostage.shop.recommendation;

import dev.nostage.event.WideEvent;
import dev.nostage.resilience.DownstreamException;
import io.micronaut.http.client.exceptions.HttpClientException;
import jakarta.inject.Singleton;
import java.util.List;

/** What to show first. The shop sells on without it. */
@Singleton
public final class Recommendations {

    private final RecommendationClient client;

    Recommendations(RecommendationClient client) {
        this.client = client;
    }

    /** Skus, the most recommended first; empty if they cannot be had. */
    public List<String> skus() {
        try {
            return client.skus();
        } catch (DownstreamException | HttpClientException e) {
            WideEvent.current().note("recommendations", "none: " + e.getMessage());
            return List.of();
        }
    }
}
