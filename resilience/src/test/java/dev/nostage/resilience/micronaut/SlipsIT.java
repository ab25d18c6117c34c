package dev.nostage.resilience.micronaut;

import static dev.nostage.resilience.micronaut.Starts.failureOf;
import static dev.nostage.resilience.micronaut.Starts.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.DownstreamFallback;
import dev.nostage.resilience.DownstreamStub;
import dev.nostage.resilience.Heard;
import dev.nostage.resilience.Probe;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written down, and answers or protects nothing. */
final class SlipsIT {

    @Test
    void aConfiguredNameThatNothingHasIsWarnedOfWithTheNearest() {
        List<String> warnings = warningsOf(
                "nostage.downstreams.paiments.effect", "internal", "nostage.downstreams.payments.effect", "legacy");

        assertThat(warnings)
                .filteredOn(line -> line.contains("is configured"))
                .singleElement()
                .asString()
                .contains(
                        "\"paiments\" is configured", "the nearest name that something has is \"payments\"", "in code");
    }

    @Test
    void liveCallsThatAreAllRefusedAreWarnedOf() {
        assertThat(warningsOf("nostage.downstreams.payments.screening.live", "stub"))
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "Every live call of",
                                PaymentClient.class.getName() + ".charge",
                                "screening.live is stub"));
        assertThat(warningsOf("nostage.downstreams.payments.screening.live", "stub", "stub", "payments"))
                .noneMatch(line -> line.contains("Every live call"));
        assertThat(warningsOf("nostage.downstreams.payments.effect", "financial"))
                .noneMatch(line -> line.contains("Every live call"));
    }

    @Test
    void aMethodOfAStubThatAnswersForNothingIsWarnedOf() {
        assertThat(warningsOf("slip", "stub"))
                .filteredOn(line -> line.contains("never asked"))
                .singleElement()
                .asString()
                .contains("String spek(String)", HornStub.class.getName(), "@Downstream(\"horn\")");
    }

    @Test
    void aStubThatImplementsItsClientIsWarnedOfForNothing() {
        assertThat(warningsOf("stub", "payments")).noneMatch(line -> line.contains("never asked"));
    }

    @Test
    void aStubAnswersThoughItsMethodIsNotPublic() {
        try (ApplicationContext application = start("slip", "stub")) {
            assertThat(Tenants.callAs(
                            Probe.TRIAL, () -> application.getBean(Horn.class).blow("loud")))
                    .isEqualTo("stub loud");
        }
    }

    @Test
    void aMethodOfAFallbackThatAnswersForNothingIsWarnedOf() {
        assertThat(warningsOf("slip", "fallback"))
                .filteredOn(line -> line.contains("never asked"))
                .singleElement()
                .asString()
                .contains("String blwo(String)", HornFallback.class.getName());
    }

    @Test
    void aMethodOfAFallbackWithOtherParametersThanTheOneThatItMustMeanStopsTheStart() {
        assertThat(failureOf("slip", "parameters"))
                .hasMessageContainingAll(
                        "String speak(int)", HornOfOtherParameters.class.getName(), "String speak(String)");
    }

    @Test
    void aFallbackForANameThatNothingHasStopsTheStartAndIsToldApartFromOneOfOtherParameters() {
        assertThat(failureOf("slip", "name"))
                .hasMessageContainingAll(MisspeltFallback.class.getName(), "nothing is @Downstream(\"hron\")");
    }

    private static List<String> warningsOf(String... configuration) {
        try (Heard heard = new Heard("dev.nostage.resilience");
                ApplicationContext application = start(configuration)) {
            assertThat(application.isRunning()).isTrue();
            return heard.lines();
        }
    }

    @Singleton
    @Downstream("horn")
    @Requires(property = "slip")
    static class Horn {

        public String blow(String how) {
            return "real " + how;
        }

        public String speak(String what) {
            return "real " + what;
        }
    }

    @DownstreamStub("horn")
    @Requires(property = "slip", value = "stub")
    static final class HornStub {

        String blow(String how) {
            return "stub " + how;
        }

        public String speak(String what) {
            return spek(what);
        }

        public String spek(String what) {
            return what;
        }
    }

    @DownstreamFallback("horn")
    @Requires(property = "slip", value = "fallback")
    static final class HornFallback {

        String speak(String what) {
            return what;
        }

        public String blwo(String how) {
            return how;
        }
    }

    @DownstreamFallback("horn")
    @Requires(property = "slip", value = "parameters")
    static final class HornOfOtherParameters {

        public String blow(String how) {
            return how;
        }

        public String speak(int loudness) {
            return "";
        }
    }

    @DownstreamFallback("hron")
    @Requires(property = "slip", value = "name")
    static final class MisspeltFallback {

        public String blow(String how) {
            return how;
        }
    }
}
