package dev.nostage.resilience.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.nostage.resilience.Deadline;
import dev.nostage.resilience.DeadlineExceededException;
import dev.nostage.resilience.Deadlines;
import dev.nostage.resilience.DownstreamUnavailableException;
import dev.nostage.resilience.Probe;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.io.buffer.ByteBuffer;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.StreamingHttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.http.client.sse.SseClient;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** Calls whose deadline passes, to a downstream that stalls. None of the client's own timeouts would end them. */
@Timeout(120)
final class DeadlineCallIT {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final StallingServer downstream = new StallingServer();
    private final StallingServer another = new StallingServer();
    private final ApplicationContext application = ApplicationContext.run(Map.of(
            "micronaut.http.services.payments.url", downstream.url(),
            "micronaut.http.services.payments.read-timeout", "1h",
            "micronaut.http.services.payments.connect-timeout", "1h",
            "nostage.downstreams.payments.effect", "internal",
            "nostage.downstreams.payments.breaker.window", "40",
            "nostage.downstreams.payments.breaker.open-time", "1h"));
    private final Deadlines deadlines = application.getBean(Deadlines.class);
    private final PaymentClient guarded = application.getBean(PaymentClient.class);
    private final HttpClient client = application.getBean(Unguarded.class).client;
    private final StreamingHttpClient streams = (StreamingHttpClient) client;
    private final SseClient events = (SseClient) client;

    @Singleton
    static final class Unguarded {

        private final HttpClient client;

        Unguarded(@Client(id = "payments") HttpClient client) {
            this.client = client;
        }
    }

    record Form(String name, BiConsumer<DeadlineCallIT, String> call) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Form> guardedForms() {
        return Stream.of(
                new Form("sync", (test, order) -> test.guarded.charge(order)),
                new Form("void", (test, order) -> test.guarded.chargeSilently(order)),
                new Form(
                        "future",
                        (test, order) -> test.guarded.chargeInFuture(order).join()),
                new Form(
                        "stage",
                        (test, order) -> test.guarded
                                .chargeInStage(order)
                                .toCompletableFuture()
                                .join()),
                new Form(
                        "mono",
                        (test, order) -> test.guarded.chargeAsMono(order).block()),
                new Form(
                        "flux",
                        (test, order) -> test.guarded.chargeAsFlux(order).blockLast()));
    }

    static Stream<Form> unguardedForms() {
        return Stream.of(
                new Form("blocking", (test, path) -> test.client.toBlocking().retrieve(path)),
                new Form(
                        "exchange",
                        (test, path) -> Flux.from(test.client.exchange(path, String.class))
                                .blockLast()),
                new Form(
                        "retrieve",
                        (test, path) -> Flux.from(test.client.retrieve(path)).blockLast()),
                new Form(
                        "data stream",
                        (test, path) -> Flux.from(test.streams.dataStream(HttpRequest.GET(path)))
                                .map(ByteBuffer::readableBytes)
                                .blockLast()),
                new Form(
                        "exchange stream",
                        (test, path) -> Flux.from(test.streams.exchangeStream(HttpRequest.GET(path)))
                                .map(answer -> answer.code())
                                .blockLast()),
                new Form(
                        "JSON stream",
                        (test, path) -> Flux.from(test.streams.jsonStream(HttpRequest.GET(path), Argument.STRING))
                                .blockLast()));
    }

    static Stream<Form> everyForm() {
        return Stream.concat(guardedForms(), unguardedForms());
    }

    @AfterEach
    void stop() {
        application.close();
        downstream.close();
        another.close();
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void endWhenNothingIsAnswered(Form form) throws Exception {
        assertThat(late(form, downstream)).satisfies(late -> {
            assertThat(late.started()).isTrue();
            assertThat(late.downstream()).isEqualTo("payments");
            assertThat(late.time()).isPositive();
        });
        downstream.awaitLeaving();
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void endWhenTheBodyIsNeverWhole(Form form) throws Exception {
        downstream.beginJsonArray();

        assertThat(late(form, downstream).started()).isTrue();
        downstream.awaitLeaving();
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void endWhereTheyWereRedirectedTo(Form form) throws Exception {
        redirect();

        assertThat(late(form, another).started()).isTrue();
        assertThat(another.awaitLeaving()).contains("/elsewhere");
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void endInTheBodyOfWhereTheyWereRedirectedTo(Form form) throws Exception {
        redirect();
        another.beginJsonArray();

        assertThat(late(form, another).started()).isTrue();
        assertThat(another.awaitLeaving()).contains("/elsewhere");
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void areNotMadeWhenNoTimeIsLeft(Form form) {
        assertThat(failure(form, Duration.ZERO))
                .isInstanceOfSatisfying(
                        DeadlineExceededException.class,
                        late -> assertThat(late.started()).isFalse());
        assertThat(downstream.connections()).isZero();
    }

    @ParameterizedTest
    @MethodSource("guardedForms")
    void openTheBreakerOfADownstreamThatIsTooSlow(Form form) {
        assertThat(failureThatIsNotLate(form)).isInstanceOf(DownstreamUnavailableException.class);
    }

    @ParameterizedTest
    @MethodSource("guardedForms")
    void openTheBreakerOfADownstreamWhoseBodiesAreTooSlow(Form form) {
        downstream.beginJsonArray();
        assertThat(failureThatIsNotLate(form)).isInstanceOf(DownstreamUnavailableException.class);
    }

    @Test
    void openNoBreakerByNotBeingMade() {
        deadlines
                .in(Duration.ZERO)
                .run(() -> Tenants.runAs(Probe.ACME, () -> {
                    for (int i = 0; i < 10; i++) {
                        assertThatThrownBy(() -> guarded.charge("7")).isInstanceOf(DeadlineExceededException.class);
                    }
                }));
    }

    @Test
    void endEventsThatNeverBegin() {
        assertThat(catchThrowable(() -> deadlines
                        .in(SHORT)
                        .call(() -> Flux.from(events.eventStream(HttpRequest.GET("/events"), String.class))
                                .blockLast())))
                .hasRootCauseInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void letEventsThatHaveBegunComeForAsLongAsThereAreAny() throws Exception {
        downstream.begin("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=UTF-8\r\n\r\ndata: one\n\n");
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        Deadline deadline = deadlines.in(Duration.ofSeconds(2));
        Disposable listening =
                deadline.call(() -> Flux.from(events.eventStream(HttpRequest.GET("/events"), String.class))
                        .subscribe(event -> seen.add(event.getData()), error -> seen.add("failed " + error)));
        assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo("one");

        // A call on the same thread's connections, whose own deadline is later, ends after the events' would have.
        deadlines
                .in(Duration.ofSeconds(3))
                .run(() -> assertThatThrownBy(() -> client.toBlocking().retrieve(another.url() + "/later"))
                        .isInstanceOf(DeadlineExceededException.class));

        assertThat(deadline.isOver()).isTrue();
        assertThat(seen).isEmpty();
        listening.dispose();
    }

    @Test
    void leaveTheConnectionThatTheyUsedToTheNext() {
        downstream.begin("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok");

        deadlines
                .in(Duration.ofMinutes(5))
                .run(() -> assertThat(client.toBlocking().retrieve("/")).isEqualTo("ok"));
    }

    private void redirect() {
        downstream.begin(
                "HTTP/1.1 307 Elsewhere\r\nLocation: " + another.url() + "/elsewhere\r\nContent-Length: 0\r\n\r\n");
    }

    /** Calls until it is this server that the call waited for: a slow machine may not come so far in a short time. */
    private DeadlineExceededException late(Form form, StallingServer server) {
        for (Duration time = SHORT; ; time = time.multipliedBy(2)) {
            Throwable failure = failure(form, time);
            assertThat(failure).isInstanceOf(DeadlineExceededException.class);
            DeadlineExceededException late = (DeadlineExceededException) failure;
            if ((late.started() && server.isReached()) || time.compareTo(LONG) > 0) {
                return late;
            }
        }
    }

    /** What comes after so many late calls that the breaker has judged. */
    private Throwable failureThatIsNotLate(Form form) {
        for (int i = 0; i < 1000; i++) {
            Throwable failure = failure(form, Duration.ofMillis(20));
            if (!(failure instanceof DeadlineExceededException)) {
                return failure;
            }
        }
        throw new AssertionError("A thousand calls were late, and the breaker did not open");
    }

    private Throwable failure(Form form, Duration time) {
        return unwrapped(catchThrowable(() -> deadlines
                .in(time)
                .run(() -> Tenants.runAs(Probe.ACME, () -> form.call().accept(this, "/slow")))));
    }

    private static Throwable unwrapped(Throwable thrown) {
        boolean wrapped = thrown instanceof CompletionException
                || thrown.getClass().getName().endsWith("ReactiveException");
        return wrapped && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
