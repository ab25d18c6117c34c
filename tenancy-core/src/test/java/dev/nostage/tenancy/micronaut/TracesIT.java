package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.tenancy.micronaut.opentelemetry.TenantSpans;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Traces say for whom, and take nothing of it to where it does not belong. */
@MicronautTest
@Property(name = "traced", value = "true")
@Property(name = "tracing.http.server.path", value = "/**")
@Property(name = "tracing.http.client.path", value = "/**")
@Property(name = "nostage.tenancy.trusted-peers", value = "127.0.0.1,::1")
final class TracesIT {

    private static final String TENANT = "Tenant-Id";

    @Inject
    EmbeddedServer server;

    @Inject
    InMemorySpanExporter spans;

    @Inject
    CollectedEvents events;

    @Inject
    TracedController.LastButOne lastButOne;

    private Web web;

    @BeforeEach
    void begin() {
        web = new Web(server);
        events.take();
        spans.reset();
        lastButOne.seen.clear();
    }

    @Test
    void marksEverySpanOfARequestOnWhateverThreadItStarts() {
        web.get("/traced/work", TENANT, "trial");

        List<SpanData> ended = ended();
        assertThat(ended)
                .extracting(span -> span.getKind() == SpanKind.SERVER ? "server" : span.getName())
                .containsExactlyInAnyOrder("here", "elsewhere", "server");
        assertThat(ended)
                .allSatisfy(span -> assertThat(attributes(span))
                        .containsEntry("tenant.id", "trial")
                        .containsEntry("tenant.kind", "TEST")
                        .containsEntry("user_agent.synthetic.type", "test"));
    }

    @Test
    void callsNothingSyntheticThatIsLive() {
        web.get("/traced/work", TENANT, "acme");

        assertThat(ended())
                .hasSize(3)
                .allSatisfy(span -> assertThat(attributes(span))
                        .containsEntry("tenant.id", "acme")
                        .containsEntry("tenant.kind", "LIVE")
                        .doesNotContainKey("user_agent.synthetic.type"));
    }

    @Test
    void marksNoSpanOfARequestThatIsForNobody() {
        web.get("/probe/open", TENANT, "acme");
        web.get("/traced/work", TENANT, "nobody");

        assertThat(ended())
                .hasSize(2)
                .allSatisfy(span -> assertThat(attributes(span))
                        .doesNotContainKeys("tenant.id", "tenant.kind", "user_agent.synthetic.type"));
    }

    @Test
    void findsTheTraceFromTheEventAlsoOfARequestThatIsRefused() {
        for (String tenant : List.of("acme", "nobody")) {
            web.get("/traced/work", TENANT, tenant);

            Map<String, Object> event = events.take().get(0);
            assertThat(ended()).extracting(SpanData::getTraceId).containsOnly((String) event.get("trace_id"));
            spans.reset();
        }
    }

    @Test
    void putsNothingIntoTheBaggageOfOpenTelemetry() {
        assertThat(web.get("/traced/work", TENANT, "acme").body()).isEqualTo("{}");
    }

    /** OpenTelemetry takes whatever baggage came to every destination; but it writes before the outgoing filter decides. */
    @Test
    void takesNoBaggageAndNoPassportToADestinationThatIsNotListedWhateverOtherFiltersWrite() {
        try (OtherServer other = new OtherServer()) {
            String url = "http://0.0.0.0:" + other.port() + "/echo";
            web.get("/traced/call?url=" + url, TENANT, "trial", "baggage", "city=Oslo,tenant.id=acme");

            assertThat(other.takeBaggage()).containsExactly(List.of());
            assertThat(other.take()).containsExactly(List.of());
            assertThat(lastButOne.seen)
                    .singleElement()
                    .satisfies(headers -> assertThat(headers)
                            .containsKey("traceparent")
                            .containsEntry("baggage", List.of("city=Oslo,tenant.id=acme")));
            assertThat(ended())
                    .filteredOn(span -> span.getKind() == SpanKind.CLIENT)
                    .singleElement()
                    .satisfies(span -> assertThat(attributes(span)).containsEntry("tenant.id", "trial"));
        }
    }

    /** The spans of the requests so far, which end before their events do. */
    private List<SpanData> ended() {
        events.take();
        return spans.getFinishedSpanItems();
    }

    private static Map<String, String> attributes(SpanData span) {
        Map<String, String> texts = new HashMap<>();
        for (var key : List.of(TenantSpans.ID, TenantSpans.KIND, TenantSpans.SYNTHETIC)) {
            String value = span.getAttributes().get(key);
            if (value != null) {
                texts.put(key.getKey(), value);
            }
        }
        return texts;
    }

    /** The application's own processor, of which Micronaut takes one alone. */
    @Factory
    @Requires(property = "traced")
    static final class Exporting {

        @Singleton
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }

        @Singleton
        SpanProcessor processor(InMemorySpanExporter exporter) {
            return SimpleSpanProcessor.create(exporter);
        }
    }
}
