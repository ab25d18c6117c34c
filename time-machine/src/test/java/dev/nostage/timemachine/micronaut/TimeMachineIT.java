package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.Permission;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A started service with a test tenant, a live one, and no other wiring than what the class path brings. */
final class TimeMachineIT {

    private static final Instant FUTURE = Instant.parse("2036-11-27T08:00:00.123456789Z");
    private static final String FROZEN = FUTURE + ";mode=freeze";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static EmbeddedServer server;

    @BeforeAll
    static void start() {
        server = ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        "nostage.time-machine.max-distance", "36500d",
                        "nostage.tenancy.trusted-peers", "127.0.0.0/8,::1",
                        "nostage.tenancy.tenants[0].id", "probe",
                        "nostage.tenancy.tenants[0].kind", "TEST",
                        "nostage.tenancy.tenants[0].ttl", "1h",
                        "nostage.tenancy.tenants[0].attributes.zone", "America/Los_Angeles",
                        "nostage.tenancy.tenants[1].id", "acme"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void timeRunsOnUnlessItIsFrozen() {
        Instant seen = Instant.parse(get("/clock", "Tenant-Id", "probe", "Time-Machine", FUTURE.toString())
                .body());

        assertThat(seen).isBetween(FUTURE, FUTURE.plusSeconds(60));
    }

    @Test
    void systemTimeAndTheDateHeaderStayReal() {
        HttpResponse<String> answer = get("/system", "Tenant-Id", "probe", "Time-Machine", FROZEN);

        assertThat(Duration.between(Instant.parse(answer.body()), Instant.now()).abs())
                .isLessThan(Duration.ofMinutes(5));
        assertThat(answer.headers().firstValue("Date"))
                .hasValueSatisfying(date -> assertThat(Duration.between(
                                        ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                                                .toInstant(),
                                        Instant.now())
                                .abs())
                        .isLessThan(Duration.ofMinutes(5)));
    }

    @Test
    void aLiveTenantWithoutPermissionIsRefused() {
        assertProblem(get("/clock", "Tenant-Id", "acme", "Time-Machine", FROZEN), 403, "travel-refused");
        assertProblem(
                get("/clock", "Nostage-Passport", passport("acme"), "Time-Machine", FROZEN), 403, "travel-refused");
    }

    @Test
    void nobodysRequestDoesNotTravel() {
        assertProblem(get("/nobody", "Time-Machine", FROZEN), 403, "travel-refused");
        assertThat(get("/nobody").body()).isEqualTo("nobody");
    }

    @Test
    void theAnswerSaysWhenItIsTrueAndThatItMustNotBeKept() {
        for (String path : List.of("/clock", "/cached", "/broken", "/unknown")) {
            HttpResponse<String> answer = get(path, "Tenant-Id", "probe", "Time-Machine", FROZEN);

            assertThat(answer.headers().allValues("Time-Machine")).as(path).containsExactly(FROZEN);
            assertThat(answer.headers().allValues("Cache-Control")).as(path).containsExactly("private, no-store");
            assertThat(answer.headers().allValues("Vary"))
                    .as(path)
                    .containsExactly("Time-Machine, Nostage-Passport, Tenant-Id");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "CDN-Cache-Control; max-age=7200; private, no-store",
                "Surrogate-Control; max-age=7200; private, no-store",
                "X-Accel-Expires; 7200; 0"
            })
    void aCacheThatGoesByItsOwnHeaderIsToldTheSame(String header, String inThePresent, String onAJourney) {
        assertThat(get("/cached", "Tenant-Id", "probe").headers().allValues(header))
                .containsExactly(inThePresent);
        assertThat(get("/cached", "Tenant-Id", "probe", "Time-Machine", FROZEN)
                        .headers()
                        .allValues(header))
                .containsExactly(onAJourney);
    }

    @Test
    void theAnswerOfARequestWithoutHeaderIsLeftAloneButForWhatDecidedIt() {
        HttpResponse<String> answer = get("/cached", "Tenant-Id", "probe");

        assertThat(answer.headers().map()).doesNotContainKey("time-machine");
        assertThat(answer.headers().allValues("Vary")).containsExactly("Time-Machine, Nostage-Passport, Tenant-Id");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("public, max-age=3600");
        assertThat(get("/as-of", "Tenant-Id", "probe").body()).isEqualTo("now");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+P3DT2H", "2026-11-27T08:00:00.123456789Z", "2026-11-27;mode=freeze"})
    void aServiceThatIsCalledHasTheVerySameAsOf(String header) {
        String[] both = get("/both", "Tenant-Id", "probe", "Time-Machine", header)
                .body()
                .split(" and ");

        assertThat(both).hasSize(2);
        assertThat(both[0]).isEqualTo(both[1]).startsWith("f").isNotEqualTo("now");
    }

    @Test
    void aLiveTenantsPermissionGoesAlong() {
        String both = get("/both", "Nostage-Passport", passport("acme", Permission.TRAVEL), "Time-Machine", FROZEN)
                .body();

        assertThat(both).isEqualTo("freeze " + FUTURE + " and freeze " + FUTURE);
    }

    private static String passport(String tenant, Permission... permissions) {
        TenantDirectory directory = server.getApplicationContext().getBean(TenantDirectory.class);
        return server.getApplicationContext()
                .getBean(PassportIssuer.class)
                .issue(directory.find(new TenantId(tenant)).orElseThrow(), Set.of(permissions), Duration.ofMinutes(5));
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String name) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("urn:nostage:problem:" + name);
    }

    private static HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET().build());
    }

    private static HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.getURL() + "/observatory" + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
