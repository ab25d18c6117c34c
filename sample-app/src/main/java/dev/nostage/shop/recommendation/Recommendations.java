package dev.nostage.shop.recommendation;

import dev.nostage.resilience.Deadlines;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** What to show first. The shop sells on without it, and does not wait for it long. */
@Singleton
public final class Recommendations {

    private final RecommendationClient client;
    private final Deadlines deadlines;
    private final Duration patience;

    Recommendations(
            RecommendationClient client,
            Deadlines deadlines,
            @Property(name = "shop.recommendations.patience", defaultValue = "2s") Duration patience) {
        this.client = client;
        this.deadlines = deadlines;
        this.patience = patience;
    }

    /** Skus, the most recommended first; empty while they cannot be had, or not soon. */
    public List<String> skus() {
        return deadlines.in(patience).call(client::skus);
    }
}
