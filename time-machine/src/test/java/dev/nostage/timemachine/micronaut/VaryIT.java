package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.tenancy.IncomingRequest;
import dev.nostage.tenancy.PrincipalTenantSource;
import dev.nostage.tenancy.Resolution;
import dev.nostage.tenancy.TenantSource;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever decides for whom a request works, a cache that keeps all that it may gives no answer to anybody else. */
final class VaryIT {

    private static final String OPERATOR = "an-operators-token-for-this-test-alone";
    private static final String TENANT = "/observatory/cached-tenant";
    private static final String FUTURE = "2027-11-27T08:00:00Z;mode=freeze";

    private @Nullable EmbeddedServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    private void start(String... switchedOn) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "nostage.operator.token", OPERATOR,
                "nostage.tenancy.trusted-peers", "127.0.0.0/8,::1",
                "nostage.tenancy.tenants[0].id", "acme",
                "nostage.tenancy.tenants[1].id", "globex",
                "nostage.tenancy.tenants[2].id", "probe",
                "nostage.tenancy.tenants[2].kind", "TEST",
                "nostage.tenancy.tenants[2].ttl", "1h"));
        List.of(switchedOn).forEach(name -> properties.put("vary." + name, true));
        server = ApplicationContext.run(EmbeddedServer.class, properties);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "Cookie"})
    void givesTheAnswerOfOneWhoAuthenticatedToNobodyElse(String header) throws Exception {
        start("principal");
        HttpCache cache = new HttpCache(true);

        for (int round = 0; round < 2; round++) {
            assertThat(get(cache, TENANT, header, "acme")).isEqualTo("200 acme");
            assertThat(get(cache, TENANT, header, "globex")).isEqualTo("200 globex");
            assertThat(get(cache, TENANT, header, "nobody")).startsWith("401");
            assertThat(get(cache, TENANT)).startsWith("400");
        }
        assertThat(cache.forwarded()).as("all once, and a problem each time").isEqualTo(5);
        assertThat(vary(TENANT)).containsExactly("Time-Machine, Nostage-Passport, Tenant-Id, Authorization, Cookie");
    }

    @ParameterizedTest
    @ValueSource(strings = {"told", "untold"})
    void givesTheAnswerOfOneWhomASourceOfTheApplicationsFoundToNobodyElse(String source) throws Exception {
        start(source);
        HttpCache cache = new HttpCache(true);

        for (int round = 0; round < 2; round++) {
            assertThat(get(cache, TENANT, "Api-Key", "acme")).isEqualTo("200 acme");
            assertThat(get(cache, TENANT, "Api-Key", "globex")).isEqualTo("200 globex");
        }
        assertThat(cache.forwarded()).isEqualTo(source.equals("told") ? 2 : 4);
        assertThat(vary(TENANT))
                .containsExactly(source.equals("told") ? "Time-Machine, Nostage-Passport, Tenant-Id, Api-Key" : "*");
    }

    /** Whoever refuses: the tenant's filter, the time's, an operator's, the router, and whatever authenticates before us. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesARefusalToNobodyElseAndNobodysAnswerToTheRefused(boolean shared) throws Exception {
        start("principal");
        HttpCache cache = new HttpCache(shared);

        for (int round = 0; round < 2; round++) {
            assertThat(get(cache, TENANT)).startsWith("400").contains("tenant-missing");
            assertThat(get(cache, TENANT, "Tenant-Id", "acme")).isEqualTo("200 acme");
            assertThat(get(cache, TENANT, "Tenant-Id", "unknown"))
                    .startsWith("403")
                    .contains("tenant-refused");
            assertThat(get(cache, TENANT, "Tenant-Id", "a b")).startsWith("400").contains("tenant-malformed");
            assertThat(get(cache, TENANT, "Nostage-Passport", "forged")).startsWith("401");
            assertThat(get(cache, TENANT, "Tenant-Id", "probe", "Time-Machine", "soon"))
                    .startsWith("400")
                    .contains("time-malformed");
            assertThat(get(cache, TENANT, "Tenant-Id", "acme", "Time-Machine", FUTURE))
                    .startsWith("403")
                    .contains("travel-refused");
            assertThat(get(cache, TENANT, "Tenant-Id", "probe", "Time-Machine", FUTURE))
                    .isEqualTo("200 probe");
            assertThat(get(cache, TENANT, "Authorization", "nobody")).isEqualTo("401 ");
            assertThat(get(cache, "/unknown", "Tenant-Id", "acme")).startsWith("404");
            assertThat(get(cache, "/unknown")).startsWith("400");
            assertThat(get(cache, "/nostage/launches")).startsWith("401");
            assertThat(get(cache, "/nostage/launches", "Authorization", "Bearer " + OPERATOR))
                    .startsWith("200");
            assertThat(get(cache, "/nostage/tenants", "Authorization", "Bearer " + OPERATOR))
                    .startsWith("200");
        }
        assertThat(vary("/unknown", "Tenant-Id", "acme")).hasSize(1);
        assertThat(vary(TENANT, "Authorization", "nobody")).hasSize(1);
    }

    private List<String> vary(String path, String... headers) throws IOException, InterruptedException {
        return new HttpCache(true).send(request(path, headers)).headers().allValues("Vary");
    }

    private String get(HttpCache cache, String path, String... headers) throws IOException, InterruptedException {
        var answer = cache.send(request(path, headers));
        return answer.statusCode() + " " + answer.body();
    }

    private HttpRequest request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.getURL() + path));
        return headers.length == 0 ? request.build() : request.headers(headers).build();
    }

    /** As what authenticates callers before us does: it knows them by either header, and answers by itself whom it refuses. */
    @Requires(property = "vary.principal")
    @ServerFilter("/observatory/**")
    static final class Authentication implements Ordered {

        @RequestFilter
        @Nullable
        HttpResponse<?> authenticate(io.micronaut.http.HttpRequest<?> request) {
            String user = request.getHeaders()
                    .findFirst("Authorization")
                    .orElse(request.getHeaders().get("Cookie"));
            if (user != null && user.equals("nobody")) {
                return HttpResponse.unauthorized();
            }
            if (user != null) {
                request.setUserPrincipal(() -> user);
            }
            return null;
        }

        @Override
        public int getOrder() {
            return ServerFilterPhase.SECURITY.order();
        }
    }

    @Factory
    static final class Sources {

        @Singleton
        @Requires(property = "vary.principal")
        PrincipalTenantSource principal() {
            return new PrincipalTenantSource("tenant", (principal, attribute) -> principal.getName());
        }

        @Singleton
        @Requires(property = "vary.told")
        TenantSource told() {
            return new ApiKeys() {
                @Override
                public Set<String> headers() {
                    return Set.of("Api-Key");
                }
            };
        }

        @Singleton
        @Requires(property = "vary.untold")
        TenantSource untold() {
            return new ApiKeys();
        }
    }

    private static class ApiKeys implements TenantSource {

        @Override
        public Resolution resolve(IncomingRequest request) {
            List<String> keys = request.headers("Api-Key");
            return Resolution.of(name(), keys.isEmpty() ? null : keys.get(0));
        }

        @Override
        public String name() {
            return "api-key";
        }
    }
}
