package dev.nostage.resilience.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.Work;
import dev.nostage.resilience.DownstreamRefusedException;
import dev.nostage.resilience.DownstreamUnavailableException;
import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.Probe;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Declarative clients against a real socket. */
final class GuardedClientIT {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final CountingServer downstream = new CountingServer();
    private ApplicationContext application;

    record Form(String name, Function<PaymentClient, Object> call) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Form> everyForm() {
        return Stream.of(
                new Form("sync", client -> client.charge("7")),
                new Form("future", client -> client.chargeInFuture("7").join()),
                new Form(
                        "stage",
                        client ->
                                client.chargeInStage("7").toCompletableFuture().join()),
                new Form("mono", client -> client.chargeAsMono("7").block()),
                new Form(
                        "flux",
                        client -> String.join(
                                " ", client.chargeAsFlux("7").collectList().block())));
    }

    @AfterEach
    void stop() {
        application.close();
        downstream.close();
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void aLiveTenantsCallReachesTheDownstream(Form form) {
        start("stub", "payments");

        assertThat(as(Probe.ACME, form)).isEqualTo("real");
        assertThat(downstream.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void aTestTenantsCallIsAnsweredByTheStubAndNothingComesToTheSocket(Form form) {
        start("stub", "payments");

        assertThat(as(Probe.TRIAL, form)).isEqualTo("stub 7");
        assertThat(downstream.connections()).isZero();
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void withoutAStubATestTenantIsRefusedAndNothingComesToTheSocket(Form form) {
        start();

        assertThatThrownBy(() -> as(Probe.TRIAL, form))
                .satisfies(thrown -> assertThat(unwrapped(thrown))
                        .isInstanceOf(DownstreamRefusedException.class)
                        .hasMessageContaining("@DownstreamStub(\"payments\")"));
        assertThat(downstream.connections()).isZero();
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void withoutATenantNobodyIsAnsweredAndNothingComesToTheSocket(Form form) {
        start("stub", "payments");

        assertThatThrownBy(() -> form.call().apply(client()))
                .satisfies(thrown -> assertThat(unwrapped(thrown)).isInstanceOf(TenantMissingException.class));
        assertThat(downstream.connections()).isZero();
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void aTestTenantReachesAnInternalDownstream(Form form) {
        start("nostage.downstreams.payments.effect", "internal");

        assertThat(as(Probe.TRIAL, form)).isEqualTo("real");
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void aDownstreamThatNobodyDeclaredIsHeldToMoveMoney(Form form) {
        start("nostage.downstreams.payments.effect", null);

        assertThatThrownBy(() -> as(Probe.TRIAL, form))
                .satisfies(thrown -> assertThat(unwrapped(thrown)).isInstanceOf(DownstreamRefusedException.class));
        assertThat(downstream.connections()).isZero();
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void serverErrorsOpenTheBreakerAndThenNothingComesToTheSocket(Form form) {
        start();
        downstream.answerWith(500);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> as(Probe.ACME, form))
                    .satisfies(thrown -> assertThat(unwrapped(thrown)).isInstanceOf(HttpClientResponseException.class));
        }

        assertThatThrownBy(() -> as(Probe.ACME, form))
                .satisfies(thrown -> assertThat(unwrapped(thrown)).isInstanceOf(DownstreamUnavailableException.class));
        assertThat(downstream.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void refusalsByTheDownstreamDoNotOpenTheBreaker(Form form) {
        start();
        downstream.answerWith(400);
        for (int i = 0; i < 6; i++) {
            assertThatThrownBy(() -> as(Probe.ACME, form))
                    .satisfies(thrown -> assertThat(unwrapped(thrown)).isInstanceOf(HttpClientResponseException.class));
        }

        assertThat(downstream.connections()).isEqualTo(6);
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void aDownstreamThatIsNotThereOpensTheBreaker(Form form) {
        start();
        downstream.leave();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> as(Probe.ACME, form)).isNotInstanceOf(DownstreamUnavailableException.class);
        }

        assertThatThrownBy(() -> as(Probe.ACME, form))
                .satisfies(thrown -> assertThat(unwrapped(thrown)).isInstanceOf(DownstreamUnavailableException.class));
    }

    @Test
    void anAnswerOfNothingIsHandedThrough() {
        start();
        downstream.answerWith(404);
        PaymentClient client = client();

        Tenants.runAs(Probe.ACME, () -> {
            assertThat(client.charge("7")).isNull();
            assertThat(client.chargeInFuture("7")).succeedsWithin(TEN_SECONDS).isNull();
        });
    }

    @Test
    void methodsWithoutAResultAreGuardedToo() {
        start("stub", "payments");

        Tenants.runAs(Probe.TRIAL, () -> client().chargeSilently("7"));
        assertThat(downstream.connections()).isZero();
        Tenants.runAs(Probe.ACME, () -> client().chargeSilently("7"));
        assertThat(downstream.connections()).isEqualTo(1);
    }

    @Test
    void aDefaultMethodIsGuardedByTheMethodsThatItCalls() {
        start("stub", "payments");

        assertThat(as(Probe.TRIAL, () -> client().chargeTwice("7"))).isEqualTo("stub 7stub 7");
        assertThat(as(Probe.ACME, () -> client().chargeTwice("7"))).isEqualTo("realreal");
        assertThat(downstream.connections()).isEqualTo(2);
    }

    @Test
    void aMonoIsCalledAnewByEachSubscription() {
        start();
        var call = as(Probe.ACME, () -> client().chargeAsMono("7"));

        assertThat(List.of(call.block(), call.block())).containsExactly("real", "real");
        assertThat(downstream.connections()).isEqualTo(2);
    }

    @Test
    void classesAndMethodsAreGuardedLikeClients() {
        start();
        LedgerGateway gateway = application.getBean(LedgerGateway.class);

        assertThat(as(Probe.ACME, gateway::book)).isEqualTo("booked");
        assertThatThrownBy(() -> as(Probe.TRIAL, gateway::book)).isInstanceOf(DownstreamRefusedException.class);
        assertThat(as(Probe.TRIAL, gateway::format)).isEqualTo("formatted");
        assertThat(as(Probe.TRIAL, () -> application.getBean(RateGateway.class).rate()))
                .isEqualTo("stub rate");
    }

    @Test
    void theGuardStandsOutsideTheRetriesOfTheApplication() {
        start();
        RetriedGateway gateway = application.getBean(RetriedGateway.class);

        assertThat(as(Probe.ACME, gateway::call)).isEqualTo("answer");
        assertThat(gateway.attempts).isEqualTo(15);
    }

    @Test
    void clientsAndCodeShareTheGuard() {
        start();
        downstream.answerWith(500);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> as(Probe.ACME, () -> client().charge("7")));
        }

        assertThatThrownBy(() -> as(
                        Probe.ACME,
                        () -> application
                                .getBean(Downstreams.class)
                                .get("payments")
                                .call(() -> "never")))
                .isInstanceOf(DownstreamUnavailableException.class);
    }

    @Test
    void aClientIsClosedForNobody() throws Exception {
        start();

        client().close();
    }

    private void start(String... more) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "micronaut.http.services.payments.url", downstream.url(),
                "nostage.downstreams.payments.effect", "financial",
                "nostage.downstreams.payments.breaker.window", "4",
                "nostage.downstreams.payments.breaker.open-time", "1h"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        properties.values().removeIf(Objects::isNull);
        application = ApplicationContext.run(properties);
    }

    private PaymentClient client() {
        return application.getBean(PaymentClient.class);
    }

    private Object as(Tenant tenant, Form form) {
        return as(tenant, () -> form.call().apply(client()));
    }

    private static <V> V as(Tenant tenant, Work<V, RuntimeException> work) {
        return Tenants.callAs(tenant, work);
    }

    private static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
