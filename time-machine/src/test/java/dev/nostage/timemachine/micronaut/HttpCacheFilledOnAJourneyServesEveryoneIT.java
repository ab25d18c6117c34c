package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.context.RequestContext;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.Tenants;
import dev.nostage.timemachine.AsOf;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hazard: a cache filled under a travelled date serves everyone. What an HTTP cache makes of an answer that the application lets it keep: shared by all, and each caller's own. */
final class HttpCacheFilledOnAJourneyServesEveryoneIT {

    private static final String FUTURE = "2027-11-27T08:00:00Z";
    private static final String FROZEN = FUTURE + ";mode=freeze";

    private static EmbeddedServer server;

    @BeforeAll
    static void start() {
        server = ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        "nostage.tenancy.trusted-peers", "127.0.0.0/8,::1",
                        "nostage.tenancy.tenants[0].id", "probe",
                        "nostage.tenancy.tenants[0].kind", "TEST",
                        "nostage.tenancy.tenants[0].ttl", "1h",
                        "nostage.tenancy.tenants[1].id", "acme"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void servesTheSameCallerInThePresentAgain(boolean shared) throws Exception {
        HttpCache cache = new HttpCache(shared);

        assertThat(get(cache, "Tenant-Id", "acme")).isEqualTo(get(cache, "Tenant-Id", "acme"));
        assertThat(cache.forwarded()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void neverServesThePresentToATraveller(boolean shared) throws Exception {
        HttpCache cache = new HttpCache(shared);
        String present = get(cache, "Tenant-Id", "probe");

        assertThat(get(cache, "Tenant-Id", "probe", "Time-Machine", FROZEN)).isEqualTo(FUTURE);
        assertThat(get(cache, "Tenant-Id", "probe")).isEqualTo(present);
        assertThat(cache.forwarded()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void neverServesAJourneyToAnybodyElseAndNeitherToTheTraveller(boolean shared) throws Exception {
        HttpCache cache = new HttpCache(shared);
        String travelled = get(cache, "Tenant-Id", "probe", "Time-Machine", FROZEN);

        assertThat(travelled).isEqualTo(FUTURE);
        assertThat(get(cache, "Tenant-Id", "probe")).isNotEqualTo(travelled);
        assertThat(get(cache, "Tenant-Id", "acme")).isNotEqualTo(travelled);
        assertThat(get(cache, "Tenant-Id", "probe", "Time-Machine", "2027-11-28;mode=freeze"))
                .isEqualTo("2027-11-28T00:00:00Z");
        get(cache, "Tenant-Id", "probe", "Time-Machine", FROZEN);
        assertThat(cache.forwarded()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void doesNotMixThoseWhoseTimeComesWithThePassport(boolean shared) throws Exception {
        HttpCache cache = new HttpCache(shared);
        RequestContext present = RequestContext.empty().with(Tenants.KEY, probe());
        PassportIssuer issuer = server.getApplicationContext().getBean(PassportIssuer.class);
        String staying = issuer.issueFor(present);
        String travelling = issuer.issueFor(present.with(AsOf.KEY, AsOf.freeze(Instant.parse(FUTURE))));
        String now = get(cache, "Nostage-Passport", staying);

        assertThat(get(cache, "Nostage-Passport", travelling)).isEqualTo(FUTURE).isNotEqualTo(now);
        assertThat(get(cache, "Nostage-Passport", staying)).isEqualTo(now);
        assertThat(cache.forwarded()).isEqualTo(2);
    }

    private static Tenant probe() {
        return server.getApplicationContext()
                .getBean(TenantDirectory.class)
                .find(new TenantId("probe"))
                .orElseThrow();
    }

    private static String get(HttpCache cache, String... headers) throws IOException, InterruptedException {
        URI clock = URI.create(server.getURL() + "/observatory/cached-clock");
        return cache.send(HttpRequest.newBuilder(clock).headers(headers).build())
                .body();
    }
}
