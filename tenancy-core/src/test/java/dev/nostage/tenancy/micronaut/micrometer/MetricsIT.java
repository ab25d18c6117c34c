package dev.nostage.tenancy.micronaut.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Test traffic can be told from real in whatever is measured. */
@MicronautTest
@Property(name = "measured", value = "true")
@Property(name = "micronaut.metrics.enabled", value = "true")
@Property(name = "nostage.tenancy.trusted-peers", value = "127.0.0.1,::1")
@Property(name = "micronaut.metrics.export.prometheus.descriptions", value = "false")
final class MetricsIT {

    private static final HttpClient WEB = HttpClient.newHttpClient();

    @Inject
    EmbeddedServer server;

    @Inject
    MeterRegistry registry;

    @Inject
    PrometheusMeterRegistry prometheus;

    @Test
    void tellsTheKindInEveryMeterOfARequest() throws Exception {
        get("/measured/1", "acme");
        get("/measured/2", "trial");
        get("/measured/reactive/3", "trial");
        get("/measured/calling/4", "trial");
        get("/measured/open/5", "trial");
        get("/measured/6", "nobody");
        until("nostage.requests", 7);

        assertThat(count("held", "LIVE")).isEqualTo(1);
        assertThat(count("held", "TEST")).isEqualTo(2);
        assertThat(count("looked.up", "LIVE")).isEqualTo(1);
        assertThat(count("looked.up", "TEST")).isEqualTo(1);
        assertThat(count("timed", "LIVE")).isEqualTo(1);
        assertThat(count("timed", "TEST")).isEqualTo(1);
        assertThat(count("counted", "TEST")).isEqualTo(1);
        assertThat(count("timed.reactive", "TEST")).isEqualTo(1);
        assertThat(count("http.server.requests", "LIVE")).isEqualTo(1);
        assertThat(count("http.server.requests", "TEST")).isEqualTo(3);
        // Micronaut's own filter comes after admission, and sees nothing of what is refused.
        assertThat(count("http.server.requests", "none")).isEqualTo(2);
        assertThat(count("http.client.requests", "TEST")).isEqualTo(1);
        assertThat(count("http.client.requests", "LIVE")).isZero();
        assertThat(count("nostage.requests", "LIVE")).isEqualTo(1);
        assertThat(count("nostage.requests", "TEST")).isEqualTo(3);
        assertThat(count("nostage.requests", "none")).isEqualTo(3);
        assertThat(values("nostage.requests", "tenant")).containsExactlyInAnyOrder("acme", "other", "none");
        assertThat(values("nostage.requests", "route"))
                .containsExactlyInAnyOrder(
                        "/measured/{item}",
                        "/measured/reactive/{item}",
                        "/measured/calling/{item}",
                        "/measured/open/{item}");
        assertThat(values("nostage.requests", "outcome")).containsExactlyInAnyOrder("SUCCESS", "CLIENT_ERROR");

        assertThat(prometheus.scrape())
                .contains("held_total{kind=\"LIVE\"} 1.0", "held_total{kind=\"TEST\"} 2.0")
                .contains("nostage_requests_seconds_count{kind=\"LIVE\"");
        for (String name : Set.of("http.server.requests", "nostage.requests", "held", "timed")) {
            assertThat(prometheus.find(name).meters().stream()
                            .map(meter -> meter.getId().getTags().stream()
                                    .map(Tag::getKey)
                                    .toList())
                            .distinct())
                    .as("Prometheus wants the same labels of all that have one name")
                    .hasSize(1);
        }
    }

    private void get(String path, String tenant) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + path))
                .header("Accept", "text/plain")
                .header("Tenant-Id", tenant)
                .build();
        WEB.send(request, BodyHandlers.ofString());
    }

    /** An answer may be there before its request has ended. */
    private void until(String name, long count) {
        long begin = System.nanoTime();
        while (registry.find(name).timers().stream()
                        .mapToLong(timer -> timer.count())
                        .sum()
                < count) {
            assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(30));
            Thread.onSpinWait();
        }
    }

    private double count(String name, String kind) {
        return registry.find(name).tag("kind", kind).meters().stream()
                .mapToDouble(meter -> meter.measure().iterator().next().getValue())
                .sum();
    }

    private Set<String> values(String name, String tag) {
        return registry.find(name).meters().stream()
                .map(Meter::getId)
                .map(id -> String.valueOf(id.getTag(tag)))
                .collect(Collectors.toSet());
    }
}
