package plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.passport.Passport;
import dev.nostage.problem.Problem;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.TenantStatus;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who gets in from a trusted peer, as whom, and what the others and the operator are told. */
@ParameterizedClass(name = "{0}")
@EnumSource(Kind.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EdgeTest {

    private static final String TENANT = "Tenant-Id";

    @Parameter
    Kind kind;

    private Service service;

    @BeforeParameterizedClassInvocation
    void start() {
        service = Service.start(kind, new Probe());
    }

    @BeforeEach
    void begin() {
        service.events.clear(service.before.requests);
    }

    @AfterParameterizedClassInvocation
    void end() {
        service.close();
        assertThat(service.before.leftOnThreads).isEmpty();
    }

    @Test
    void worksForTheTenantThatATrustedPeerNames() throws Exception {
        assertThat(service.get("/who", TENANT, "acme").body()).isEqualTo("acme");
        assertThat(service.get("/who", TENANT, "globex").body()).isEqualTo("globex");
    }

    @Test
    void worksForTheTenantOfAPassport() throws Exception {
        assertThat(service.get("/who", Passport.HEADER, service.passport("acme"))
                        .body())
                .isEqualTo("acme");
    }

    @Test
    void worksForTheTenantOfWhoeverAFilterBeforeItAuthenticated() throws Exception {
        assertThat(service.get("/who", Before.USER, "globex").body()).isEqualTo("globex");
        assertProblem(service.get("/who", Before.USER, "globex", TENANT, "acme"), 403, "tenant-refused");
    }

    @Test
    void refusesARequestThatNamesNoTenantWithTheBodyThatEveryWiringWrites() throws Exception {
        Problem problem = new TenantMissingException().problem();

        HttpResponse<String> answer = service.get("/who");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(new String(problem.toJson(), StandardCharsets.UTF_8));
        assertThat(answer.headers().allValues("Content-Type"))
                .singleElement()
                .asString()
                .isEqualTo(Problem.MEDIA_TYPE);
        assertThat(answer.headers().allValues("Content-Length"))
                .containsExactly(Integer.toString(problem.toJson().length));
    }

    @Test
    void keepsWhatFiltersBeforeItHadSetOnARefusal() throws Exception {
        assertThat(service.get("/who").headers().allValues("Access-Control-Allow-Origin"))
                .containsExactly("*");
        assertThat(service.get("/problem", TENANT, "acme").headers().allValues("Access-Control-Allow-Origin"))
                .containsExactly("*");
    }

    @Test
    void refusesAPathThatDoesNotExistJustAsOneThatDoes() throws Exception {
        assertThat(service.get("/nowhere").body()).isEqualTo(service.get("/who").body());
        assertThat(service.get("/nowhere", TENANT, "acme").statusCode()).isEqualTo(404);
    }

    @Test
    void refusesAMalformedTenant() throws Exception {
        assertProblem(service.get("/who", TENANT, "../acme"), 400, "tenant-malformed");
    }

    @Test
    void refusesHeadersThatAreSentTwiceHoweverTheyAreWritten() throws Exception {
        String passport = service.passport("acme");

        assertThat(service.raw().ask("/who", "Tenant-Id: acme", "tenant-id: acme"))
                .startsWith("HTTP/1.1 400")
                .contains("tenant-malformed");
        assertThat(service.raw().ask("/who", "Nostage-Passport: " + passport, "NOSTAGE-PASSPORT: " + passport))
                .startsWith("HTTP/1.1 401")
                .contains("passport-refused");
        assertThat(service.raw().ask("/who", "Tenant-Id: acme")).startsWith("HTTP/1.1 200");
    }

    @Test
    void refusesUnknownAndSuspendedTenantsAlike() throws Exception {
        HttpResponse<String> unknown = service.get("/who", TENANT, "nobody");
        service.set("t0", TenantStatus.SUSPENDED);
        try {
            assertProblem(unknown, 403, "tenant-refused");
            assertThat(service.get("/who", TENANT, "t0").body()).isEqualTo(unknown.body());
        } finally {
            service.set("t0", TenantStatus.ACTIVE);
        }
    }

    @Test
    void writesOneEventForARequestThatIsServed() throws Exception {
        service.get("/who?secret=1", TENANT, "acme");

        assertThat(service.events.next())
                .containsEntry("method", "GET")
                .containsEntry("tenant", "acme")
                .containsEntry("kind", "LIVE")
                .containsEntry("plan", "default")
                .containsEntry("said", "acme")
                .containsEntry("status", 200)
                .containsKeys("time", "request_id", "duration_ms")
                .doesNotContainKeys("error", "problem", "route");
        assertNothingIsLeft();
    }

    @Test
    void writesOneEventForARequestThatIsRefused() throws Exception {
        service.get("/who", TENANT, "nobody");

        assertThat(service.events.next())
                .containsEntry("problem", "tenant-refused")
                .containsEntry("status", 403)
                .hasEntrySatisfying(
                        "because", because -> assertThat(because.toString()).contains("nobody"))
                .doesNotContainKey("tenant");
        assertNothingIsLeft();
    }

    @Test
    void writesOneEventForARequestThatEndsWithAnErrorOfTheContainers() throws Exception {
        assertThat(service.get("/sends-error", TENANT, "acme").statusCode()).isEqualTo(404);

        assertThat(service.events.next()).containsEntry("status", 404).containsEntry("tenant", "acme");
        assertNothingIsLeft();
    }

    @Test
    void leavesExceptionsAndErrorsToTheContainerAndWritesOneEvent() throws Exception {
        for (String path : new String[] {"/throws", "/breaks"}) {
            HttpResponse<String> answer = service.get(path, TENANT, "acme");

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("error page of acme: 500");
            Class<?> thrown = path.equals("/breaks") ? AssertionError.class : IllegalStateException.class;
            assertThat(service.events.next())
                    .containsEntry("status", 500)
                    .containsEntry("tenant", "acme")
                    .containsEntry("outcome", "answered")
                    .containsEntry("error", thrown.getName());
            assertNothingIsLeft();
        }
    }

    @Test
    void answersAProblemOfTheApplicationsOwnInThePlaceOfHalfAnAnswer() throws Exception {
        for (String path : new String[] {"/problem", "/wrapped-problem"}) {
            HttpResponse<String> answer = service.get(path, TENANT, "acme");

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body())
                    .isEqualTo(new String(Probe.OutOfStock.PROBLEM.toJson(), StandardCharsets.UTF_8))
                    .contains(Probe.WENT_WRONG);
            assertThat(answer.headers().firstValue("Retry-After")).contains("2");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(service.events.next())
                    .containsEntry("problem", "out-of-stock")
                    .containsEntry("because", "nothing left")
                    .containsEntry("status", 409)
                    .containsEntry("tenant", "acme");
            assertNothingIsLeft();
        }
    }

    @Test
    void changesNothingOfAnAnswerThatHasBegun() throws Exception {
        String answer = service.raw().ask("/late-problem", "Tenant-Id: acme");

        assertThat(answer).startsWith("HTTP/1.1 202").contains("begun").doesNotContain("out-of-stock");
        assertThat(service.events.next())
                .containsEntry("status", 202)
                .containsEntry("problem", "out-of-stock")
                .containsEntry("outcome", "broken");
        assertNothingIsLeft();
    }

    @Test
    void saysThatAnAnswerBrokeOff() throws Exception {
        for (String path : new String[] {"/breaks-off", "/async-breaks-off", "/async-begins-and-breaks-off"}) {
            assertThat(service.raw().ask(path, "Tenant-Id: acme")).contains("begun");
            assertThat(service.events.next())
                    .containsEntry("error", IllegalStateException.class.getName())
                    .containsEntry("outcome", "broken");
            assertNothingIsLeft();
        }
    }

    @Test
    void countsOnceAndWritesOneEventIfItIsRegisteredTwice() throws Exception {
        Service twice = Service.startTwice(kind);
        try {
            assertThat(twice.get("/who", TENANT, "acme").body()).isEqualTo("acme");
            assertThat(twice.events.next()).containsEntry("status", 200).containsEntry("tenant", "acme");
        } finally {
            twice.close();
        }
        assertThat(twice.events.size()).isZero();
        assertThat(twice.inFlight("acme")).isZero();
    }

    /** No second event, and nobody in flight. */
    private void assertNothingIsLeft() throws Exception {
        service.get("/health");
        assertThat(service.events.next()).doesNotContainKey("tenant").containsEntry("status", 200);
        assertThat(service.events.size()).isZero();
        assertThat(service.inFlight("acme")).isZero();
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String name) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"type\":\"urn:nostage:problem:" + name + "\"");
    }
}
