package dev.nostage.resilience.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.JSONArrayUtils;
import dev.nostage.resilience.DownstreamException;
import dev.nostage.resilience.DownstreamUnavailableException;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.Tenants;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Retries, fallbacks and faults on purpose on real clients, and how an operator sees them. */
final class DownstreamsIT {

    private static final String OPERATOR = "an-operator's-token-of-forty-characters!";

    private final CountingServer downstream = new CountingServer();
    private final EmbeddedServer server = ApplicationContext.run(
            EmbeddedServer.class,
            Map.ofEntries(
                    Map.entry("micronaut.server.port", "-1"),
                    Map.entry("micronaut.http.services.recommendations.url", downstream.url()),
                    Map.entry("endpoints.health.enabled", "true"),
                    Map.entry("endpoints.health.sensitive", "false"),
                    Map.entry("endpoints.health.details-visible", "ANONYMOUS"),
                    Map.entry("nostage.operator.token", OPERATOR),
                    Map.entry("nostage.tenancy.tenants[0].id", "acme"),
                    Map.entry("nostage.tenancy.tenants[1].id", "trial"),
                    Map.entry("nostage.tenancy.tenants[1].kind", "TEST"),
                    Map.entry("nostage.tenancy.tenants[1].ttl", "1h"),
                    Map.entry("nostage.downstreams.till.effect", "financial"),
                    Map.entry("nostage.downstreams.till.screening.test", "refuse"),
                    Map.entry("nostage.downstreams.recommendations.effect", "internal"),
                    Map.entry("nostage.downstreams.recommendations.breaker.window", "1000"),
                    Map.entry("nostage.downstreams.recommendations.retry.tries", "2"),
                    Map.entry("nostage.downstreams.recommendations.retry.backoff", "1ms")));
    private final RecommendationClient client = server.getApplicationContext().getBean(RecommendationClient.class);
    private final HttpClient web = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        server.close();
        downstream.close();
    }

    @Test
    void aGetIsTriedAgainAndAFallbackAnswersInEachForm() {
        downstream.answerWith(503);
        Tenants.runAs(tenant("acme"), () -> {
            assertThat(client.recommend()).isEqualTo("nothing");
            assertThat(downstream.connections()).isEqualTo(2);
            assertThat(client.recommendLater().toCompletableFuture().join())
                    .isEqualTo("nothing, for HttpClientResponseException");
            assertThat(client.recommendReactively().block()).isEqualTo("nothing");
            assertThat(downstream.connections()).isEqualTo(6);
            assertThat(client.recommendOrPopular()).isEqualTo("popular, for HttpClientResponseException");
        });
    }

    @Test
    void aFallbackOfTheSameNameLeavesTheMethodGuarded() {
        assertThatThrownBy(() -> Tenants.callAs(tenant("trial"), client::overloaded))
                .isInstanceOf(DownstreamException.class);
        assertThat(downstream.connections()).isZero();
    }

    @Test
    void aPostIsMadeOnceAndItsFailureIsTheCallers() {
        downstream.answerWith(503);

        assertThatThrownBy(() -> Tenants.callAs(tenant("acme"), client::learn))
                .isInstanceOf(HttpClientResponseException.class);
        assertThat(downstream.connections()).isEqualTo(1);
    }

    @Test
    void whatTheDownstreamRefusesIsTheCallersAndNobodyAnswersInstead() {
        downstream.answerWith(422);

        assertThatThrownBy(() -> Tenants.callAs(tenant("acme"), client::recommend))
                .isInstanceOf(HttpClientResponseException.class);
        assertThat(downstream.connections()).isEqualTo(1);
    }

    @Test
    void anOperatorLetsATestsCallsFailAndHealsThem() throws Exception {
        HttpResponse<String> planned =
                operator("PUT", "/tenants/trial/faults/recommendations", "{\"plan\":\"100% status 502\"}");

        assertThat(planned.statusCode()).as(planned.body()).isEqualTo(200);
        assertThat(planned.body()).contains("\"plan\":\"100% status 502\"").doesNotContain("note");
        assertThatThrownBy(() -> Tenants.callAs(tenant("trial"), client::learn))
                .isInstanceOfSatisfying(
                        HttpClientResponseException.class,
                        e -> assertThat(e.code()).isEqualTo(502));
        assertThat(downstream.connections()).isZero();
        assertThat(Tenants.callAs(tenant("acme"), client::learn)).isEqualTo("real");

        operator("DELETE", "/tenants/trial/faults/recommendations", "");
        assertThat(Tenants.callAs(tenant("trial"), client::learn)).isEqualTo("real");
    }

    @Test
    void refusesFaultsOfALiveTenantOfAnUnknownDownstreamAndOfNoShape() throws Exception {
        assertThat(operator("PUT", "/tenants/acme/faults/recommendations", "{\"plan\":\"5% drop\"}")
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> unknown =
                operator("PUT", "/tenants/trial/faults/rekommendations", "{\"plan\":\"5% drop\"}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("rekommendations", "nearest is", "recommendations");
        assertThat(operator("PUT", "/tenants/trial/faults/recommendations", "{\"plan\":\"often\"}")
                        .body())
                .contains("operator-request-malformed", "30% latency 200ms");
        assertThat(operator("PUT", "/tenants/trial/faults/recommendations", "often")
                        .statusCode())
                .isEqualTo(400);
        assertThat(operator("PUT", "/tenants/nobody/faults/recommendations", "{\"plan\":\"5% drop\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "TEST, fault.recommendations,  often,   400 operator-request-malformed, 30% latency 200ms",
        "TEST, fault.rekommendations,  5% drop, 400 operator-request-malformed, nearest is",
        "LIVE, fault.recommendations,  5% drop, 403 fault-refused,              A live tenant"
    })
    void opensNoTenantWithAPlanThatWouldNotStrike(
            String kind, String attribute, String plan, String problem, String said) throws Exception {
        String ttl = kind.equals("LIVE") ? "" : "\"ttl\":\"1h\",";
        HttpResponse<String> refused = operator(
                "POST",
                "/tenants",
                "{\"id\":\"planned\",\"kind\":\"" + kind + "\"," + ttl + "\"attributes\":{\"" + attribute + "\":\""
                        + plan + "\"}}");

        assertThat(refused.statusCode() + " " + refused.body())
                .startsWith(problem.substring(0, 3))
                .contains(problem.substring(4), said);
        assertThat(operator("GET", "/tenants/planned", "").statusCode()).isEqualTo(404);
    }

    @Test
    void anOperatorIsToldThatAPlanStrikesNothingWhereEveryCallIsRefused() throws Exception {
        HttpResponse<String> planned = operator("PUT", "/tenants/trial/faults/till", "{\"plan\":\"5% drop\"}");

        assertThat(planned.statusCode()).isEqualTo(200);
        assertThat(planned.body()).contains("\"note\":\"Every call of a TEST tenant", "screening.test is refuse");
    }

    @Test
    void theOperatorsPageTheMetersAndTheHealthTellTheSame() throws Exception {
        Tenants.callAs(tenant("acme"), client::recommend);
        downstream.answerWith(503);
        Tenants.callAs(tenant("trial"), client::recommend);

        List<Object> page =
                JSONArrayUtils.parse(operator("GET", "/downstreams", "").body());
        assertThat(page.toString()).contains("recommendations", "internal", "closed", "ok=1", "failed=2", "retries=1");
        MeterRegistry meters = server.getApplicationContext().getBean(MeterRegistry.class);
        assertThat(meters.get("nostage.downstream.calls")
                        .tags("downstream", "recommendations", "class", "live", "outcome", "ok")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("nostage.downstream.calls")
                        .tags("downstream", "recommendations", "class", "not_live", "outcome", "failed")
                        .functionCounter()
                        .count())
                .isEqualTo(2);
        assertThat(meters.get("nostage.downstream.fallbacks")
                        .tags("downstream", "recommendations", "class", "not_live")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("nostage.downstream.breaker")
                        .tags("downstream", "recommendations", "class", "live", "state", "closed")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(meters.get("nostage.downstream.limit")
                        .tags("downstream", "recommendations")
                        .gauge()
                        .value())
                .isEqualTo(50);
    }

    @Test
    void theApplicationIsUpThoughABreakerIsOpen() throws Exception {
        downstream.answerWith(503);
        assertThatThrownBy(() -> {
                    while (true) {
                        try {
                            Tenants.callAs(tenant("acme"), client::learn);
                        } catch (HttpClientResponseException e) {
                            assertThat(e.code()).isEqualTo(503);
                        }
                    }
                })
                .isInstanceOf(DownstreamUnavailableException.class);

        HttpResponse<String> health = web.send(
                HttpRequest.newBuilder(URI.create(server.getURI() + "/health")).build(), BodyHandlers.ofString());
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"live\":\"open\"", "\"not_live\":\"closed\"");
    }

    private Tenant tenant(String id) {
        return server.getApplicationContext()
                .getBean(TenantDirectory.class)
                .find(new TenantId(id))
                .orElseThrow();
    }

    private HttpResponse<String> operator(String method, String path, String body) throws Exception {
        return web.send(
                HttpRequest.newBuilder(URI.create(server.getURI() + "/nostage" + path))
                        .header("Authorization", "Bearer " + OPERATOR)
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
