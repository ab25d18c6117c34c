package dev.nostage.resilience.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.resilience.Deadlines;
import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.Probe;
import dev.nostage.resilience.TrafficClass;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

/** Calls whose caller leaves: their slot goes to the next, and so nothing of them may stay open at the downstream. */
@Timeout(120)
final class CancelledCallIT {

    private final StallingServer downstream = new StallingServer();
    private final StallingServer another = new StallingServer();
    private final ApplicationContext application = ApplicationContext.run(Map.of(
            "micronaut.http.services.payments.url", downstream.url(),
            "micronaut.http.services.payments.read-timeout", "1h",
            "nostage.downstreams.payments.effect", "internal",
            "nostage.downstreams.payments.limit.max", "1"));
    private final PaymentClient guarded = application.getBean(PaymentClient.class);
    private final HttpClient client = application.getBean(Unguarded.class).client;

    @Singleton
    static final class Unguarded {

        private final HttpClient client;

        Unguarded(@Client(id = "payments") HttpClient client) {
            this.client = client;
        }
    }

    /** @param call begins one, and returns what cancels it */
    record Form(String name, boolean inTime, Function<CancelledCallIT, Runnable> call) {

        /** The same, with a deadline that is far off. */
        Form beforeADeadline() {
            return new Form(name + " before a deadline", true, call);
        }

        Runnable begin(CancelledCallIT test) {
            return Tenants.callAs(
                    Probe.ACME,
                    () -> inTime
                            ? test.application
                                    .getBean(Deadlines.class)
                                    .in(Duration.ofHours(1))
                                    .call(() -> call.apply(test))
                            : call.apply(test));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Form> everyForm() {
        return Stream.of(
                        form("future", test -> cancelling(test.guarded.chargeInFuture("7"))),
                        form(
                                "stage",
                                test -> cancelling(
                                        test.guarded.chargeInStage("7").toCompletableFuture())),
                        form("mono", test -> test.guarded.chargeAsMono("7").subscribe()::dispose),
                        form("flux", test -> test.guarded.chargeAsFlux("7").subscribe()::dispose))
                .flatMap(form -> Stream.of(form, form.beforeADeadline()));
    }

    private static Form form(String name, Function<CancelledCallIT, Runnable> call) {
        return new Form(name, false, call);
    }

    private static Runnable cancelling(CompletableFuture<?> future) {
        return () -> future.cancel(true);
    }

    @AfterEach
    void stop() {
        application.close();
        downstream.close();
        another.close();
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void leaveNothingOpenWhenNothingWasAnswered(Form form) throws Exception {
        for (int i = 0; i < 3; i++) {
            Runnable cancel = form.begin(this);
            downstream.awaitRequest();
            cancel.run();
            downstream.awaitLeaving();
        }
        assertThat(inFlight()).isZero();
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void leaveNothingOpenWhenTheBodyIsNotWhole(Form form) throws Exception {
        downstream.beginJsonArray();
        for (int i = 0; i < 3; i++) {
            Runnable cancel = form.begin(this);
            downstream.awaitRequest();
            cancel.run();
            downstream.awaitLeaving();
        }
        assertThat(inFlight()).isZero();
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void leaveNothingOpenWhereTheyWereRedirectedTo(Form form) throws Exception {
        downstream.begin(
                "HTTP/1.1 307 Elsewhere\r\nLocation: " + another.url() + "/elsewhere\r\nContent-Length: 0\r\n\r\n");
        Runnable cancel = form.begin(this);
        another.awaitRequest();
        cancel.run();

        assertThat(another.awaitLeaving()).contains("/elsewhere");
    }

    @Test
    void thatAreNotGuardedLeaveNothingOpenEither() throws Exception {
        Runnable cancel = Flux.from(client.retrieve("/")).subscribe()::dispose;
        downstream.awaitRequest();
        cancel.run();

        downstream.awaitLeaving();
    }

    private int inFlight() {
        return application
                .getBean(Downstreams.class)
                .get("payments")
                .status()
                .of(TrafficClass.LIVE)
                .inFlight();
    }
}
