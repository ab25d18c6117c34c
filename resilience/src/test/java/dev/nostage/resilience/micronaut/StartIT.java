package dev.nostage.resilience.micronaut;

import static dev.nostage.resilience.micronaut.Starts.failureOf;
import static dev.nostage.resilience.micronaut.Starts.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.resilience.BreakerOptions;
import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.DownstreamOptions;
import dev.nostage.resilience.DownstreamStub;
import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.Effect;
import dev.nostage.resilience.Probe;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

final class StartIT {

    @Test
    void aStubThatLacksAMethodStopsTheStartAndIsNamedWithIt() {
        assertThat(failureOf("stub", "incomplete"))
                .hasMessageContainingAll(IncompleteStub.class.getName(), "\"payments\"", "Flux chargeAsFlux(String)");
    }

    @Test
    void aStubWhoseResultDoesNotFitStopsTheStart() {
        assertThat(failureOf("stub", "other-result"))
                .hasMessageContainingAll(OtherResultStub.class.getName(), "String tell(String)");
    }

    @Test
    void twoStubsForOneMethodStopTheStart() {
        assertThat(failureOf("stub", "second"))
                .hasMessageContainingAll("more than one stub", SecondStub.class.getName());
    }

    @Test
    void aStubOfWhatTestsReachStopsTheStart() {
        assertThat(failureOf("nostage.downstreams.rates.effect", "internal"))
                .hasMessageContainingAll(RateGateway.Stub.class.getName(), "\"rates\" is internal");
    }

    @Test
    void aGuardedClientWhoseAddressIsNoneStopsTheStart() {
        assertThat(failureOf("client", "misspelt"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("@Client on " + MisspeltClient.class.getName()
                        + " has the address \"http://localhost/ \", which"
                        + " is none (illegal character in path): correct it, for nothing could be kept from it");
    }

    @Test
    void aStubOfWhatNobodyCallsStopsTheStart() {
        assertThat(failureOf("stub", "misspelt"))
                .hasMessageContainingAll(MisspeltStub.class.getName(), "@Downstream(\"payment\")", "Call.withStub");
    }

    @Test
    void aKotlinSuspendFunctionStopsTheStart() {
        assertThat(failureOf("client", "suspending"))
                .hasMessageContainingAll("suspend", SuspendingGateway.class.getName(), "ring");
    }

    @Test
    void aSingleMethodOfAClientIsLookedAtToo() {
        assertThat(failureOf("client", "single-method"))
                .hasMessageContainingAll(SingleMethodClient.class.getName(), "\"nothingSuch\"");
    }

    @Test
    void aSingleMethodOfAClientMayHaveAStub() {
        try (ApplicationContext context = start("client", "stubbed-method")) {
            StubbedMethodClient client = context.getBean(StubbedMethodClient.class);

            assertThat(Tenants.callAs(Probe.TRIAL, client::ring)).isEqualTo("ding");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nostage.deadline, soon",
        "nostage.deadline, -1s",
        "nostage.deadline, 100000d",
        "nostage.downstreams.payments.effect, finacial",
        "nostage.downstreams.payments.breaker.window, 0",
        "nostage.downstreams.payments.breaker.window, many",
        "nostage.downstreams.payments.breaker.failure-rate, 101",
        "nostage.downstreams.payments.breaker.open-time, soon",
        "nostage.downstreams.payments.screening.test, sometimes",
        "nostage.downstreams.payments.tenant-limit.concurrency, -1",
        "nostage.downstreams.payments.tenant-limit.rate, 2000000",
        "nostage.downstreams.payments.tenant-limit.burst, 7",
        "nostage.downstreams.payments.tenant-limit.concurrency, 51",
        "nostage.downstreams.payments.limit.max-wait, 11m",
        "nostage.downstreams.payments.retry.backoff, 3h",
        "nostage.downstreams.payments.breaker.open-time, 0s",
        "nostage.downstreams.payments.limit.max, 0",
        "nostage.downstreams.payments.limit.learnt, perhaps",
        "nostage.downstreams.payments.limit.reserve, 50",
        "nostage.downstreams.payments.retry.tries, 11",
        "nostage.downstreams.payments.retry.budget, 101",
        "nostage.screening.allow-financial, maybe",
    })
    void aDeclarationThatCannotBeReadStopsTheStart(String key, String value) {
        assertThat(failureOf(key, value)).hasMessageContaining(value);
    }

    @Test
    void testsThatWouldMoveMoneyStopTheStartUnlessThatIsAllowed() {
        assertThat(failureOf("nostage.downstreams.ledger.screening.test", "pass"))
                .hasMessageContainingAll("financial", "nostage.screening.allow-financial");
        start("nostage.downstreams.ledger.screening.test", "pass", "nostage.screening.allow-financial", "true")
                .close();
    }

    @Test
    void whatIsConfiguredIsDeclared() {
        try (ApplicationContext application = start(
                "nostage.downstreams.payments.effect", "legacy",
                "nostage.downstreams.payments.breaker.window", "50",
                "nostage.downstreams.payments.breaker.failure-rate", "20",
                "nostage.downstreams.payments.breaker.open-time", "5s",
                "nostage.downstreams.mail.effect", "notify",
                "nostage.downstreams.ledger.breaker.window", "7")) {
            Downstreams downstreams = application.getBean(Downstreams.class);

            assertThat(downstreams.get("payments").options())
                    .isEqualTo(DownstreamOptions.of(Effect.LEGACY)
                            .with(new BreakerOptions(50, 20, Duration.ofSeconds(5))));
            assertThat(downstreams.get("mail").options()).isEqualTo(DownstreamOptions.of(Effect.NOTIFY));
            assertThat(downstreams.get("ledger").options())
                    .isEqualTo(DownstreamOptions.of(Effect.FINANCIAL)
                            .with(new BreakerOptions(7, 50, Duration.ofSeconds(10))));
            assertThat(downstreams.get("rates").options()).isEqualTo(DownstreamOptions.UNDECLARED);
        }
    }

    @DownstreamStub("payments")
    @Requires(property = "stub", value = "incomplete")
    static final class IncompleteStub {

        public String charge(String order) {
            return order;
        }

        public void chargeSilently(String order) {}

        public CompletableFuture<String> chargeInFuture(String order) {
            return CompletableFuture.completedFuture(order);
        }

        public CompletionStage<String> chargeInStage(String order) {
            return chargeInFuture(order);
        }

        public Mono<String> chargeAsMono(String order) {
            return Mono.just(order);
        }
    }

    @Singleton
    @Downstream("town-crier")
    @Requires(property = "stub", value = "other-result")
    static class TownCrier {

        String tell(String news) {
            return news;
        }
    }

    @DownstreamStub("town-crier")
    @Requires(property = "stub", value = "other-result")
    static final class OtherResultStub {

        public int tell(String news) {
            return news.length();
        }
    }

    @DownstreamStub("rates")
    @Requires(property = "stub", value = "second")
    static final class SecondStub {

        public String rate() {
            return "second";
        }
    }

    @DownstreamStub("payment")
    @Requires(property = "stub", value = "misspelt")
    static final class MisspeltStub {}

    /** What Kotlin's compiler makes of {@code suspend fun ring(): String}. */
    @Singleton
    @Downstream("bell")
    @Requires(property = "client", value = "suspending")
    static class SuspendingGateway {

        public Object ring(Continuation<? super String> continuation) {
            return continuation;
        }
    }

    @Downstream("chimes")
    @Client("http://localhost/ ")
    @Requires(property = "client", value = "misspelt")
    interface MisspeltClient {

        @Get("/")
        String ring();
    }

    @Client("http://localhost")
    @Requires(property = "client", value = "single-method")
    interface SingleMethodClient {

        @Downstream(value = "chimes", fallback = "nothingSuch")
        @Get("/")
        String ring();
    }

    @Client("http://localhost")
    @Requires(property = "client", value = "stubbed-method")
    interface StubbedMethodClient {

        @Downstream("chimes")
        @Get("/")
        String ring();
    }

    @DownstreamStub("chimes")
    @Requires(property = "client", value = "stubbed-method")
    static class ChimesStub implements StubbedMethodClient {

        @Override
        public String ring() {
            return "ding";
        }
    }
}
