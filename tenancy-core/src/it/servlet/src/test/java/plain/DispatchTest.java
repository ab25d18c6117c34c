package plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.tenancy.TenantStatus;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** However often a container hands a request over: it works for one tenant, is counted once and has one event. */
@ParameterizedClass(name = "{0}")
@EnumSource(Kind.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DispatchTest {

    private static final String TENANT = "Tenant-Id";

    @Parameter
    Kind kind;

    private Probe probe;
    private Service service;

    @BeforeParameterizedClassInvocation
    void start() {
        probe = new Probe();
        service = Service.start(kind, probe);
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

    @ParameterizedTest
    @CsvSource({
        "/forwards,                 acme",
        "/includes,                 [acme]",
        "/forwards-as-another,      globex",
        "/async,                    acme",
        "/async-with-own-request,   acme",
        "/async-asked-for-again,    acme",
        "/async-dispatches,         acme",
        "/async-dispatches-at-once, acme",
        "/async-twice,              acme",
        "/async-completes-at-once,  acme",
        "/async-answers-a-timeout,  acme",
        "/async-thread,             nobody"
    })
    void worksForOneTenantWithOneEvent(String path, String who) throws Exception {
        HttpResponse<String> answer = service.get(path, TENANT, "acme");

        assertThat(answer.body()).isEqualTo(who);
        assertThat(service.events.next())
                .containsEntry("tenant", "acme")
                .containsEntry("method", "GET")
                .containsEntry("status", 200);
        assertNothingIsLeft();
    }

    @Test
    void notesTheStatusThatAnAsynchronousAnswerHasInTheEnd() throws Exception {
        assertThat(service.get("/async-status", TENANT, "acme").statusCode()).isEqualTo(202);

        assertThat(service.events.next()).containsEntry("status", 202).containsEntry("said", "acme");
        assertNothingIsLeft();
    }

    @Test
    void isInFlightUntilAnAsynchronousRequestHasEnded() throws Exception {
        AtomicInteger during = new AtomicInteger();
        var answer = CompletableFuture.supplyAsync(() -> {
            try {
                return service.get("/async-held", TENANT, "t9");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Await.until(() -> service.inFlight("t9") == 1);
        // A request that comes and goes shows that the one before it has left the container's hands.
        service.get("/who", TENANT, "acme");
        service.events.next();
        during.set(service.inFlight("t9"));
        probe.held.countDown();

        assertThat(during).hasValue(1);
        assertThat(answer.get().body()).isEqualTo("t9");
        assertThat(service.events.next()).containsEntry("tenant", "t9");
        assertThat(service.inFlight("t9")).isZero();
        assertNothingIsLeft();
    }

    @Test
    void answersAProblemThatIsThrownAfterAnAsynchronousDispatch() throws Exception {
        HttpResponse<String> answer = service.get("/async-problem", TENANT, "acme");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("out-of-stock");
        assertThat(service.events.next()).containsEntry("status", 409).containsEntry("problem", "out-of-stock");
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({
        "/async-throws,       java.lang.IllegalStateException",
        "/async-breaks-later, java.lang.AssertionError",
        "/async-times-out,    java.util.concurrent.TimeoutException"
    })
    void showsTheErrorPageOfAnAsynchronousRequestForItsTenant(String path, String error) throws Exception {
        HttpResponse<String> answer = service.get(path, TENANT, "acme");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("error page of acme: 500");
        assertThat(service.events.next())
                .containsEntry("tenant", "acme")
                .containsEntry("error", error)
                .containsEntry("status", 500);
        assertNothingIsLeft();
    }

    @Test
    void worksForNobodyWhereThePathThatItBeganAtDoes() throws Exception {
        assertThat(service.get("/public/forwards", TENANT, "acme").body()).isEqualTo("nobody");
        assertThat(service.get("/health", TENANT, "acme").body()).isEqualTo("nobody");
        assertThat(service.get("/health", TENANT, "../acme").body()).isEqualTo("nobody");
    }

    @Test
    void showsAnErrorPageForTheSameTenantAndCountsIt() throws Exception {
        AtomicInteger inFlight = new AtomicInteger();
        probe.meanwhileOnErrorPage = () -> inFlight.set(service.inFlight("acme"));

        assertThat(service.get("/sends-error", TENANT, "acme").body()).isEqualTo("error page of acme: 404");

        probe.meanwhileOnErrorPage = () -> {};
        assertThat(inFlight).hasValue(1);
        assertThat(service.events.next()).containsEntry("status", 404);
        assertNothingIsLeft();
    }

    @Test
    void showsAnErrorPageForNobodyOnceTheTenantIsGone() throws Exception {
        probe.meanwhile = () -> service.set("t8", TenantStatus.SUSPENDED);

        assertThat(service.get("/suspended-meanwhile", TENANT, "t8").body()).isEqualTo("error page of nobody: 409");

        assertThat(service.events.next()).containsEntry("tenant", "t8").containsEntry("status", 409);
        assertThat(service.inFlight("t8")).isZero();
        assertNothingIsLeft();
    }

    @Test
    void showsAnErrorPageForNobodyToWhomAFilterBeforeItRefused() throws Exception {
        HttpResponse<String> answer = service.get("/who", TENANT, "acme", Before.USER, Before.STRANGER);

        assertThat(answer.body()).isEqualTo("error page of nobody: 401");
        assertThat(service.events.next()).containsEntry("status", 401).doesNotContainKey("tenant");
        assertNothingIsLeft();
    }

    @Test
    void showsNoErrorPageAfterARefusal() throws Exception {
        assertThat(service.get("/who", TENANT, "nobody").body()).contains("tenant-refused");
        assertThat(service.events.next()).containsEntry("status", 403);
        assertNothingIsLeft();
    }

    @Test
    void asksForATenantWhereSomebodyOutsideAsksForTheErrorPage() throws Exception {
        assertThat(service.get(Probe.ERROR_PAGE).body()).contains("tenant-missing");
    }

    /** No second event, and nobody in flight. */
    private void assertNothingIsLeft() throws Exception {
        service.get("/health");
        Map<String, Object> event = service.events.next();
        assertThat(event).doesNotContainKey("tenant").containsEntry("status", 200);
        assertThat(service.events.size()).isZero();
        Await.until(() -> service.inFlight("acme") == 0);
    }
}
