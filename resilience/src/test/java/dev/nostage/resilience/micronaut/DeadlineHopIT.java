package dev.nostage.resilience.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.resilience.Deadline;
import dev.nostage.resilience.DeadlineHeader;
import dev.nostage.tenancy.NoTenant;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** A request's time, from service to service. Each hop tells the header that it was sent, and calls the next. */
final class DeadlineHopIT {

    private final EmbeddedServer first = service("30s");
    private final EmbeddedServer second = service("20s");
    private final EmbeddedServer third = service("none");
    private final StallingServer stalling = new StallingServer();
    private final java.net.http.HttpClient web = java.net.http.HttpClient.newHttpClient();

    private static EmbeddedServer service(String deadline) {
        return ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        "micronaut.server.port", "-1",
                        "micronaut.server.host", "0.0.0.0",
                        "micronaut.http.client.read-timeout", "1h",
                        "hops", "true",
                        "nostage.deadline", deadline));
    }

    @AfterEach
    void stop() {
        Stream.of(first, second, third).forEach(EmbeddedServer::close);
        stalling.close();
    }

    @Test
    void getsShorterOnEachHopAndTravelsOn() throws Exception {
        List<String> sent =
                hops(get(hop(first, hop(second, hop(third, ""))), "10000").body());

        assertThat(sent).hasSize(3).first().isEqualTo("10000");
        assertThat(Long.parseLong(sent.get(1))).isBetween(1L, 9_999L);
        assertThat(Long.parseLong(sent.get(2))).isBetween(1L, Long.parseLong(sent.get(1)) - 1);
    }

    @Test
    void isNowhereLongerThanWhatIsGivenThere() throws Exception {
        List<String> sent =
                hops(get(hop(first, hop(second, hop(third, ""))), null).body());

        assertThat(sent).hasSize(3).first().isEqualTo("-");
        assertThat(Long.parseLong(sent.get(1))).isBetween(20_000L, 29_999L);
        assertThat(Long.parseLong(sent.get(2))).isBetween(1L, 19_999L);
        assertThat(hops(get(hop(third, hop(second, "")), null).body())).containsExactly("-", "-");
    }

    @Test
    void ofADownstreamThatHangsEndsInAProblem() throws Exception {
        HttpResponse<String> answer = get(hop(first, hop(second, stalling.url() + "/")), "1500");

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        assertThat(answer.body())
                .contains("urn:nostage:problem:deadline-exceeded")
                .doesNotContain("127.0.0.1");
        stalling.awaitLeaving();
    }

    @Test
    void isNoStrangersBusinessAlsoWherePutOnByHandOrRedirectedTo() throws Exception {
        String stranger = hop(third, "").replace("127.0.0.1", "0.0.0.0");

        assertThat(hops(get(hop(first, stranger) + "&byHand=77", "10000").body()))
                .containsExactly("10000", "-");
        assertThat(hops(get(hop(first, redirect(second, stranger)), "10000").body()))
                .containsExactly("10000", "-");
        assertThat(hops(get(hop(first, redirect(second, hop(third, ""))), "10000")
                        .body()))
                .hasSize(2)
                .allMatch(sent -> Long.parseLong(sent) <= 10_000);
    }

    @Test
    void thatIsOverOnArrivalIsAProblemAndNothingRuns() throws Exception {
        HttpResponse<String> answer = get(hop(first, hop(second, "")), "0");

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).contains("urn:nostage:problem:deadline-exceeded", "when it came");
        assertThat(calls(first)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "soon", "1.5", "12345678901", "10, 20"})
    void thatCannotBeReadIsAProblem(String sent) throws Exception {
        HttpResponse<String> answer = get(hop(first, ""), sent);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("urn:nostage:problem:deadline-malformed", DeadlineHeader.NAME);
        assertThat(calls(first)).isZero();
    }

    @Test
    void thatIsSentTwiceIsAProblem() throws Exception {
        try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), first.getPort())) {
            String twice = """
                    GET /hop?next= HTTP/1.1\r
                    Host: localhost\r
                    Nostage-Deadline-Ms: 5\r
                    Nostage-Deadline-Ms: 5\r
                    \r
                    """;
            caller.getOutputStream().write(twice.getBytes(StandardCharsets.US_ASCII));
            var in = new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(in.readLine()).contains(" 400 ");
        }
    }

    @Test
    void doesNotCutWhatTheServerItselfAnswers() throws Exception {
        HttpResponse<String> answer = get("http://127.0.0.1:" + first.getPort() + "/hop/stream", "50");

        assertThat(answer.body()).contains("late");
    }

    private static String hop(EmbeddedServer service, String next) {
        return "http://127.0.0.1:" + service.getPort() + "/hop?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    private static String redirect(EmbeddedServer service, String to) {
        return "http://127.0.0.1:" + service.getPort() + "/hop/redirect?to="
                + URLEncoder.encode(to, StandardCharsets.UTF_8);
    }

    private static List<String> hops(String body) {
        return Arrays.asList(body.split(" "));
    }

    private static int calls(EmbeddedServer service) {
        return service.getApplicationContext().getBean(Hops.class).calls.get();
    }

    private HttpResponse<String> get(String url, String deadline) throws Exception {
        var request = java.net.http.HttpRequest.newBuilder(URI.create(url));
        if (deadline != null) {
            request.header(DeadlineHeader.NAME, deadline);
        }
        return web.send(request.build(), BodyHandlers.ofString());
    }

    @Controller("/hop")
    @Produces(MediaType.TEXT_PLAIN)
    @Requires(property = "hops")
    @NoTenant(because = "it is the time that is of interest here")
    static class Hops {

        private final HttpClient client;
        private final AtomicInteger calls = new AtomicInteger();

        Hops(@Client HttpClient client) {
            this.client = client;
        }

        @Get
        @ExecuteOn(TaskExecutors.IO)
        String call(
                HttpRequest<?> request,
                @QueryValue(defaultValue = "") String next,
                @QueryValue(defaultValue = "") String byHand) {
            calls.incrementAndGet();
            String sent = request.getHeaders().get(DeadlineHeader.NAME);
            String told = sent == null ? "-" : sent;
            if (next.isEmpty()) {
                return told;
            }
            waitUntilLessIsLeft();
            var calling = HttpRequest.GET(next);
            if (!byHand.isEmpty()) {
                calling.header(DeadlineHeader.NAME, byHand);
            }
            return told + " " + client.toBlocking().retrieve(calling);
        }

        @Get("/redirect")
        io.micronaut.http.HttpResponse<?> redirect(@QueryValue String to) {
            return io.micronaut.http.HttpResponse.temporaryRedirect(URI.create(to));
        }

        /** Begins when the deadline has passed. */
        @Get("/stream")
        @Produces(MediaType.TEXT_EVENT_STREAM)
        Flux<String> stream() {
            Deadline deadline = Deadline.current().orElseThrow();
            return Flux.interval(Duration.ofMillis(1))
                    .filter(tick -> deadline.isOver())
                    .take(1)
                    .map(tick -> "late");
        }

        /** So that the next hop must be told a smaller number, on the fastest machine too. */
        private static void waitUntilLessIsLeft() {
            Deadline.current().ifPresent(deadline -> {
                long before = deadline.remaining().toMillis();
                while (deadline.remaining().toMillis() > before - 2) {
                    Thread.onSpinWait();
                }
            });
        }
    }
}
