package dev.nostage.timemachine.micronaut;

import static dev.nostage.timemachine.micronaut.Answers.assertAlike;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.tenancy.AuditLog;
import dev.nostage.timemachine.Logged;
import io.micronaut.http.HttpRequest;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.exceptions.DuplicateRouteException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A route before its launch, beside a path that nobody ever wrote: no answer tells which is which. */
final class HiddenRoutesIT {

    private static final String LIVE = "2036-06-01T00:00Z;mode=freeze";
    private static final String OVER = "2037-06-01T00:00Z;mode=freeze";

    private static EmbeddedServer server;
    private static Answers answers;

    @BeforeAll
    static void start() {
        answers = Answers.ofProbeAndAcme(
                HiddenControllers.SPEC,
                "true",
                "micronaut.server.cors.enabled",
                "true",
                "micronaut.server.dispatch-options-requests",
                "true");
        server = answers.server();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "DELETE", "PUT", "OPTIONS", "POST"})
    void aHiddenMethodOfALivePathIsAnsweredAsOneThatWasNeverWritten(String method) {
        for (String tenant : new String[] {"probe", "acme", "nobody"}) {
            HttpResponse<String> hidden = answers.send(method, "/shelf/soon", "Tenant-Id", tenant);

            assertAlike(hidden, answers.send(method, "/bench/soon", "Tenant-Id", tenant), "shelf", "bench");
        }
        assertThat(answers.send("GET", "/shelf/soon", "Tenant-Id", "probe").statusCode())
                .isEqualTo(405);
    }

    @Test
    void thoseThatAreAllowedAreThoseThatAreLiveForTheTraveller() {
        HttpResponse<String> present = answers.send("PUT", "/shelf/soon", "Tenant-Id", "probe");
        HttpResponse<String> live = answers.send("PUT", "/shelf/soon", "Tenant-Id", "probe", "Time-Machine", LIVE);
        HttpResponse<String> over = answers.send("PUT", "/shelf/soon", "Tenant-Id", "probe", "Time-Machine", OVER);

        assertThat(allowed(present)).containsExactly("POST");
        assertThat(allowed(live)).containsExactlyInAnyOrder("POST", "GET", "HEAD", "DELETE");
        assertThat(allowed(over)).containsExactlyInAnyOrder("POST", "GET", "HEAD");
        assertThat(allowed(answers.send("OPTIONS", "/shelf/soon", "Tenant-Id", "probe")))
                .containsExactlyInAnyOrder("POST", "OPTIONS");
    }

    private static List<String> allowed(HttpResponse<String> answer) {
        return answer.headers().allValues("Allow").stream()
                .flatMap(value -> Stream.of(value.split(", *")))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobodys", "anybodys"})
    void aStrangerGetsWhatAnUnknownPathGives(String path) {
        String unknown = "x".repeat(path.length());
        for (String[] sent : Answers.OF_STRANGERS) {
            assertAlike(
                    answers.send("GET", "/hidden/" + path, sent),
                    answers.send("GET", "/hidden/" + unknown, sent),
                    path,
                    unknown);
        }
    }

    @ParameterizedTest
    @CsvSource({"/hidden/anybodys, GET", "/shelf/soon, GET", "/shelf/soon, DELETE"})
    void aPreflightIsAnsweredAsForAPathThatWasNeverWritten(String path, String method) {
        String[] sent = {"Origin", "https://shop.example", "Access-Control-Request-Method", method};
        String unknown = path.replace("anybodys", "whatever").replace("shelf", "bench");

        assertAlike(answers.send("OPTIONS", path, sent), answers.send("OPTIONS", unknown, sent), path, unknown);
        sent[3] = "POST";
        assertThat(answers.send("OPTIONS", "/shelf/soon", sent).statusCode()).isEqualTo(200);
    }

    @Test
    void aRouteThatIsHiddenHidesNoOther() {
        assertThat(answers.send("GET", "/shelf/next/page", "Tenant-Id", "probe").body())
                .isEqualTo("page of next");
        assertThat(answers.send("GET", "/shelf/next/page", "Tenant-Id", "probe", "Time-Machine", LIVE)
                        .body())
                .isEqualTo("next page");
    }

    @ParameterizedTest
    @CsvSource({"/shelf/report, {}", "/shelf/books/1, by id 1"})
    void aRouteThatIsHiddenIsNoDuplicateOfOneThatIsShown(String path, String live) {
        for (String accepted : new String[] {"", "*/*", "application/json"}) {
            String[] sent = accepted.isEmpty()
                    ? new String[] {"Tenant-Id", "probe"}
                    : new String[] {"Tenant-Id", "probe", "Accept", accepted};

            assertThat(answers.send("GET", path, sent).body()).isEqualTo(live);
        }
        assertThat(answers.send("GET", path, "Tenant-Id", "probe", "Time-Machine", LIVE)
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shelf/twins/second", "/shelf/twins/first"})
    void thoseThatAreShownAreDuplicatesWhateverIsHidden(String path) {
        Router router = server.getApplicationContext().getBean(Router.class);

        assertThatExceptionOfType(DuplicateRouteException.class)
                .isThrownBy(() -> router.findClosest(HttpRequest.GET(path)))
                .satisfies(several -> assertThat(several.getUriRoutes())
                        .extracting(route ->
                                route.getRouteInfo().getUriMatchTemplate().toString())
                        .containsExactlyInAnyOrder("/shelf/twins/{one}", "/shelf/twins/{other}"));
        assertThat(answers.send("GET", path, "Tenant-Id", "probe").statusCode()).isEqualTo(400);
    }

    @Test
    void whoeverMayTravelSeesIt() {
        assertThat(answers.send("GET", "/hidden/anybodys", "Tenant-Id", "probe", "Time-Machine", LIVE)
                        .body())
                .isEqualTo("anybody's");
    }

    @Test
    void whatIsNotLiveAnswersForItselfNoMoreThanItAnswers() {
        HttpResponse<String> early = answers.send("GET", "/declared", "Tenant-Id", "probe");

        assertThat(early.statusCode()).isEqualTo(410);
        assertThat(early.body())
                .isEqualTo("{\"type\":\"urn:nostage:problem:not-live\",\"title\":\"Not live\",\"status\":410}");
        assertThat(answers.send("GET", "/declared", "Tenant-Id", "probe", "Time-Machine", LIVE)
                        .body())
                .isEqualTo("declared");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2035-12-31T23:59:59Z", LIVE, "tomorrow"})
    void aSocketIsNotThereBeforeItsLaunchWhateverTimeIsAskedFor(String moment) {
        assertThat(refusal("/socket", moment)).isEqualTo(refusal("/sacket", moment));
        assertThat(refusal("/socket", "")).isEqualTo(404);
    }

    @Test
    void aSocketIsThereFromItsLaunchOnAndDoesNotTravel() throws Exception {
        Heard heard = new Heard();

        WebSocket socket = open("/opened", "", heard).join();
        socket.sendText("hello", true).join();

        assertThat(heard.first.get(60, TimeUnit.SECONDS)).isEqualTo("echo of hello");
        socket.abort();
        assertThat(refusal("/opened", LIVE)).isEqualTo(403);
    }

    @Test
    void aSocketsJourneyIsWrittenDownAsRefused() {
        try (Logged audited = new Logged(AuditLog.LOGGER)) {
            assertThat(refused("/opened", LIVE).headers().map()).doesNotContainKey("time-machine");

            assertThat(audited.pairs())
                    .singleElement(as(InstanceOfAssertFactories.map(String.class, Object.class)))
                    .containsEntry("action", "travel")
                    .containsEntry("outcome", "refused")
                    .containsEntry("because", "travel-refused")
                    .containsEntry("as_of", "2036-06-01T00:00:00Z");
        }
    }

    private static int refusal(String path, String moment) {
        return refused(path, moment).statusCode();
    }

    private static HttpResponse<?> refused(String path, String moment) {
        CompletableFuture<HttpResponse<?>> answer = new CompletableFuture<>();
        assertThatThrownBy(() -> open(path, moment, new Heard()).join())
                .isInstanceOfSatisfying(
                        CompletionException.class,
                        thrown -> answer.complete(((WebSocketHandshakeException) thrown.getCause()).getResponse()));
        return answer.join();
    }

    private static CompletableFuture<WebSocket> open(String path, String moment, WebSocket.Listener listener) {
        WebSocket.Builder builder = Answers.HTTP.newWebSocketBuilder().header("Tenant-Id", "probe");
        if (!moment.isEmpty()) {
            builder.header("Time-Machine", moment);
        }
        return builder.buildAsync(URI.create("ws://localhost:" + server.getPort() + path), listener);
    }

    private static final class Heard implements WebSocket.Listener {

        private final CompletableFuture<String> first = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            first.complete(text.toString());
            return CompletableFuture.completedFuture(null);
        }
    }
}
