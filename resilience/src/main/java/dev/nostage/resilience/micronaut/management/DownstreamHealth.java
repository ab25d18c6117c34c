package dev.nostage.resilience.micronaut.management;

import dev.nostage.resilience.DownstreamStatus;
import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.TrafficClass;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.endpoint.health.HealthEndpoint;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * Tells which breakers are open, and is always up: an instance that is taken out of service since its downstream fails
 * would only bring its load to the others.
 */
@Singleton
@Requires(classes = HealthIndicator.class, beans = HealthEndpoint.class)
final class DownstreamHealth implements HealthIndicator {

    private final Downstreams downstreams;

    DownstreamHealth(Downstreams downstreams) {
        this.downstreams = downstreams;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Map<String, Object> details = new LinkedHashMap<>();
        for (DownstreamStatus status : downstreams.status()) {
            Map<String, Object> breakers = new LinkedHashMap<>();
            for (TrafficClass traffic : TrafficClass.values()) {
                breakers.put(traffic.toString(), status.of(traffic).breaker());
            }
            details.put(status.name(), breakers);
        }
        return Publishers.just(HealthResult.builder("nostage-downstreams", HealthStatus.UP)
                .details(details)
                .build());
    }
}
