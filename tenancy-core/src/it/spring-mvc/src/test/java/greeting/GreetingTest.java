package greeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nostage.tenancy.InFlight;
import dev.nostage.tenancy.Tenant;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GreetingTest {

    private static final String TENANT = "Tenant-Id";

    private final Started service = new Started();

    @AfterAll
    void end() {
        service.close();
    }

    @Test
    void holdsNoApplicationOfMicronauts() {
        assertThat(System.getProperty("java.class.path")).contains("micronaut-core-");
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> Class.forName("io.micronaut.context.ApplicationContext"));
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> Class.forName("io.micronaut.http.HttpRequest"));
    }

    @Test
    void greetsWhomItWorksForAndNotesTheRoutesTemplate() throws Exception {
        assertThat(service.get("/greeting/Ada", TENANT, "acme").body()).isEqualTo("Hello, Ada of acme");

        assertThat(service.nextEvent())
                .containsEntry("method", "GET")
                .containsEntry("route", "/greeting/{name}")
                .containsEntry("tenant", "acme")
                .containsEntry("greeted", "Ada")
                .containsEntry("status", 200)
                .doesNotContainKey("error");
        assertNothingIsLeft();
    }

    @Test
    void refusesWhoeverNamesNoTenant() throws Exception {
        HttpResponse<String> answer = service.get("/greeting/Ada");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(answer.body()).contains("urn:nostage:problem:tenant-missing");
        assertThat(service.nextEvent())
                .containsEntry("problem", "tenant-missing")
                .containsEntry("status", 400);
        assertThat(service.get("/nowhere").body()).isEqualTo(answer.body());
        assertThat(service.nextEvent()).containsEntry("status", 400);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({
        "/callable,    200, acme",
        "/future,      200, acme",
        "/stream,      200, acme",
        "/deferred,    200, acme",
        "/accepted,    202, acme",
        "/not-wrapped, 200, nobody"
    })
    void worksForOneTenantInEveryAsynchronousWay(String path, int status, String who) throws Exception {
        HttpResponse<String> answer = service.get(path, TENANT, "acme");

        assertThat(answer.body()).isEqualTo(who);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(service.nextEvent())
                .containsEntry("tenant", "acme")
                .containsEntry("route", path)
                .containsEntry("status", status)
                .doesNotContainKey("error");
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({"/throws, java.lang.IllegalStateException", "/breaks, java.lang.AssertionError"})
    void notesWhatAControllerThrewAndShowsSpringsErrorPage(String path, String error) throws Exception {
        HttpResponse<String> answer = service.get(path, TENANT, "acme");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("\"error\":\"Internal Server Error\"", "\"path\":\"" + path + "\"");
        assertThat(service.nextEvent())
                .containsEntry("error", error)
                .containsEntry("route", path)
                .containsEntry("tenant", "acme")
                .containsEntry("status", 500);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({"/problem", "/late-problem"})
    void answersAProblemThatAControllerThrows(String path) throws Exception {
        HttpResponse<String> answer = service.get(path, TENANT, "acme");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("urn:nostage:problem:out-of-stock");
        assertThat(service.nextEvent()).containsEntry("problem", "out-of-stock").containsEntry("status", 409);
        assertNothingIsLeft();
    }

    @Test
    void endsARequestWhoseResultNeverComes() throws Exception {
        assertThat(service.get("/times-out", TENANT, "acme").statusCode()).isEqualTo(503);

        assertThat(service.nextEvent()).containsEntry("tenant", "acme").containsEntry("status", 503);
        assertNothingIsLeft();
    }

    @Test
    void showsSpringsErrorPageForAPathThatDoesNotExist() throws Exception {
        assertThat(service.get("/nowhere", TENANT, "acme").statusCode()).isEqualTo(404);

        assertThat(service.nextEvent()).containsEntry("status", 404).containsEntry("tenant", "acme");
        assertNothingIsLeft();
    }

    @Test
    void believesATrustedGatewayAlsoWhereSpringRewritesThePeerInAFilter() throws Exception {
        try (Started behindAGateway = new Started("server.forward-headers-strategy=framework")) {
            assertThat(behindAGateway
                            .get("/greeting/Ada", TENANT, "acme", "X-Forwarded-For", "203.0.113.9")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void believesNobodysHeaderWhereTomcatMayHaveRewrittenThePeer() throws Exception {
        try (Started behindAGateway = new Started("server.forward-headers-strategy=native")) {
            assertThat(behindAGateway.get("/greeting/Ada", TENANT, "acme").statusCode())
                    .isEqualTo(403);
            assertThat(behindAGateway
                            .get("/greeting/Ada", "Nostage-Passport", behindAGateway.passport("acme"))
                            .body())
                    .isEqualTo("Hello, Ada of acme");
        }
    }

    /** No second event, and nobody in flight. */
    private void assertNothingIsLeft() throws Exception {
        assertThat(service.get("/health", TENANT, "acme").body()).isEqualTo("nobody");
        Map<String, Object> event = service.nextEvent();
        assertThat(event).containsEntry("route", "/health").doesNotContainKey("tenant");
        assertThat(service.bean(InFlight.class).count(Tenant.live("acme"))).isZero();
    }
}
