package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.timemachine.LiveFrom;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Error handlers for all of the application, before their launch. */
final class HiddenHandlersIT {

    private static final String SPEC = "hidden-handlers";
    private static final String LAUNCH = "2036-01-01T00:00Z";
    private static final String LIVE = "2036-06-01T00:00Z;mode=freeze";

    private static EmbeddedServer server;
    private static Answers answers;

    @BeforeAll
    static void start() {
        answers = Answers.ofProbeAndAcme(SPEC, "true");
        server = answers.server();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"/failing/handled, 200, the usual page", "/failing/unhandled, 500, Internal Server Error: unhandled"})
    void anErrorIsAnsweredAsIfTheHiddenHandlerHadNeverBeenWritten(String path, int status, String said) {
        for (String tenant : new String[] {"probe", "acme"}) {
            assertUsual(path, status, said, "Tenant-Id", tenant);
            assertUsual(path, status, said, "Tenant-Id", tenant, "Accept", "application/json");
        }
    }

    @Test
    void whatIsUnknownIsNotFoundAsEver() {
        assertUsual("/unknown", 404, "Not Found", "Tenant-Id", "probe");
        assertUsual("/unknown", 404, "Not Found", "Tenant-Id", "probe", "Accept", "application/json");
        assertUsual("/failing/missing", 404, "", "Tenant-Id", "probe");
        // Its handlers are called outside the request's time.
        assertUsual("/unknown", 404, "Not Found", "Tenant-Id", "probe", "Time-Machine", LIVE);
    }

    private static void assertUsual(String path, int status, String said, String... headers) {
        var answer = answers.send("GET", path, headers);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(said).doesNotContain("new", "not live", "Hidden");
    }

    @ParameterizedTest
    @CsvSource({
        "/failing/handled, the new page",
        "/failing/unhandled, the new page",
        "/failing/missing, the new 404 page"
    })
    void theHandlerAnswersWhoeverTravelsToItsLaunch(String path, String said) {
        assertThat(answers.send("GET", path, "Tenant-Id", "probe", "Time-Machine", LIVE)
                        .body())
                .isEqualTo(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/failing/refused", "/failing/refused-later"})
    void aHandlerThatCallsWhatIsNotLiveTellsNothingOfIt(String path) {
        var answer = answers.send("GET", path, "Tenant-Id", "probe");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"urn:nostage:problem:not-live\",\"title\":\"Not live\",\"status\":404}");
    }

    static class Failure extends RuntimeException {}

    static final class HandledFailure extends Failure {}

    static final class UnhandledFailure extends RuntimeException {

        UnhandledFailure() {
            super("unhandled");
        }
    }

    static final class RefusedFailure extends RuntimeException {}

    static final class LaterFailure extends RuntimeException {}

    @Requires(property = SPEC)
    @Controller("/failing")
    static class Failing {

        private final Surprise surprise;

        Failing(Surprise surprise) {
            this.surprise = surprise;
        }

        @Get("/handled")
        String handled() {
            throw new HandledFailure();
        }

        @Get("/unhandled")
        String unhandled() {
            throw new UnhandledFailure();
        }

        @Get("/missing")
        HttpResponse<String> missing() {
            return HttpResponse.notFound();
        }

        @Get("/refused")
        String refused() {
            throw new RefusedFailure();
        }

        @Get("/refused-later")
        String refusedLater() {
            throw new LaterFailure();
        }

        @Error(global = true)
        HttpResponse<String> usual(Failure failure) {
            return HttpResponse.ok("the usual page");
        }

        @Error(global = true)
        HttpResponse<String> refused(RefusedFailure failure) {
            return HttpResponse.ok(surprise.told());
        }

        @Error(global = true)
        Mono<String> refusedLater(LaterFailure failure) {
            return Mono.fromSupplier(surprise::told);
        }
    }

    @Requires(property = SPEC)
    @Singleton
    static class Surprise {

        @LiveFrom(LAUNCH)
        String told() {
            return "a kettle";
        }
    }

    @Requires(property = SPEC)
    @Controller("/hidden-handlers")
    @LiveFrom(LAUNCH)
    static class Hidden {

        @Error(global = true)
        HttpResponse<String> handled(HandledFailure failure) {
            return HttpResponse.ok("the new page");
        }

        @Error(global = true)
        HttpResponse<String> unhandled(UnhandledFailure failure) {
            return HttpResponse.ok("the new page");
        }

        @Error(global = true, status = HttpStatus.NOT_FOUND)
        HttpResponse<String> none() {
            return HttpResponse.notFound("the new 404 page");
        }
    }
}
