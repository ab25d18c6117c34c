package dev.nostage.testkit.service;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.nostage.testkit.InTenant;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What makes a test fail though its own words hold, and what stops it from starting. */
class NostageTestTest {

    @Test
    void aRequestThatNoStubAnswersFailsTheTestAndIsNamedThoughTheApplicationMadeUpForIt() {
        List<Throwable> failures = failures(Swallowing.class);

        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContainingAll("\"payments\"", "GET /payments/7", "near it is", "/payments/8"));
    }

    @Test
    void whatATestHasStubbedEndsWithIt() {
        List<Throwable> failures = failures(Forgetful.class);

        assertThat(failures)
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure).hasMessageContainingAll("\"payments\"", "GET /payments/7", "it has none"));
    }

    @Test
    void aDeclaredDownstreamWithoutAnAddressStopsTheStartAndIsNamedWithWhatToWrite() {
        assertThat(failures(Unaddressed.class))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasStackTraceContaining("Downstream \"mail\" is declared")
                        .hasStackTraceContaining("urls = \"mail=")
                        .hasStackTraceContaining("unmocked = \"mail\""));
    }

    @Test
    void aDownstreamThatATestStandsForItselfNeedsNoAddress() {
        assertThat(failures(StandingFor.class)).isEmpty();
    }

    @Test
    void anUnmockedDownstreamThatIsNotDeclaredStopsTheStart() {
        assertThat(failures(Misspelt.class))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasStackTraceContaining("unmocked = \"mial\"")
                        .hasStackTraceContaining("[mail]"));
    }

    @Test
    void twoDownstreamsBehindOneClientStopTheStart() {
        assertThat(failures(Sharing.class))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasStackTraceContaining("\"charges\" and \"refunds\"")
                        .hasStackTraceContaining("@Client(\"bank\")"));
    }

    @Test
    void aMockOfAnUnknownDownstreamIsRefusedWithThoseThatThereAre() {
        assertThat(failures(Unknown.class))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasStackTraceContaining("no downstream \"paymnets\"")
                        .hasStackTraceContaining("[payments]"));
    }

    @Test
    void anAddressThatIsNotWrittenAsOneStopsTheStart() {
        assertThat(failures(Malformed.class))
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasStackTraceContaining("downstream=property"));
    }

    @Test
    void aBeanMayCallOtherDownstreamsBesideTheOneThatItGuards() {
        assertThat(failures(Busy.class)).isEmpty();
    }

    private static List<Throwable> failures(Class<?> test) {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(test))
                .execute();
        return results.allEvents().failed().stream()
                .map(NostageTestTest::failure)
                .toList();
    }

    private static Throwable failure(Event failed) {
        return failed.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }

    @Client(id = "payments")
    @dev.nostage.resilience.Downstream("payments")
    @Requires(property = "till")
    interface Till {

        @io.micronaut.http.annotation.Get("/payments/{id}")
        String status(String id);
    }

    @Client(id = "bank")
    @Requires(property = "bank")
    interface Bank {

        @dev.nostage.resilience.Downstream("charges")
        @io.micronaut.http.annotation.Get("/charge")
        String charge();

        @dev.nostage.resilience.Downstream("refunds")
        @io.micronaut.http.annotation.Get("/refund")
        String refund();
    }

    @Singleton
    @Requires(property = "desk")
    static class Desk {

        private final HttpClient carrier;

        Desk(@Client("freight") HttpClient carrier, @Client("payments") HttpClient payments) {
            this.carrier = carrier;
        }

        @dev.nostage.resilience.Downstream("carrier")
        public String book() {
            return carrier.toBlocking().retrieve("/book");
        }
    }

    /** Run by the tests above alone, as all that follow: no build looks for tests in a class inside another. */
    @InTenant
    @NostageTest
    @Property(name = "till", value = "true")
    @Property(name = "nostage.downstreams.payments.effect", value = "internal")
    static class Swallowing {

        @Inject
        Till till;

        @Test
        void asksWhatIsNotThere(MockDownstream payments) {
            payments.stub(get("/payments/8").willReturn(ok("paid")));
            try {
                assertThat(till.status("7")).isNull();
            } catch (RuntimeException e) {
                // As an application would that can do without it.
            }
        }
    }

    @InTenant
    @NostageTest
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    @Property(name = "till", value = "true")
    @Property(name = "nostage.downstreams.payments.effect", value = "internal")
    static class Forgetful {

        @Inject
        Till till;

        @Test
        @Order(1)
        void stubs(MockDownstream payments) {
            payments.stub(get("/payments/7").willReturn(ok("paid")));
            assertThat(till.status("7")).isEqualTo("paid");
        }

        @Test
        @Order(2)
        void seesNothingOfIt(MockDownstream payments) {
            assertThat(payments.requests()).isEmpty();
            assertThat(till.status("7")).isNull();
        }
    }

    @NostageTest
    @Property(name = "nostage.downstreams.mail.effect", value = "notify")
    static class Unaddressed {

        @Test
        void runs() {}
    }

    @NostageTest(unmocked = "mail")
    @Property(name = "nostage.downstreams.mail.effect", value = "notify")
    static class StandingFor {

        @Test
        void runs() {}
    }

    @NostageTest(unmocked = "mial")
    @Property(name = "nostage.downstreams.mail.effect", value = "notify")
    static class Misspelt {

        @Test
        void runs() {}
    }

    @NostageTest
    @Property(name = "bank", value = "true")
    static class Sharing {

        @Test
        void runs() {}
    }

    @NostageTest
    @Property(name = "till", value = "true")
    static class Unknown {

        @Test
        void runs(MockDownstream paymnets) {}
    }

    @NostageTest(urls = "ledger")
    static class Malformed {

        @Test
        void runs() {}
    }

    @InTenant
    @NostageTest
    @Property(name = "till", value = "true")
    @Property(name = "desk", value = "true")
    @Property(name = "nostage.downstreams.payments.effect", value = "internal")
    @Property(name = "nostage.downstreams.carrier.effect", value = "internal")
    static class Busy {

        @Inject
        Till till;

        @Inject
        Desk desk;

        @Test
        void bothAreTheirOwn(MockDownstream payments, MockDownstream carrier) {
            payments.stub(get("/payments/7").willReturn(ok("paid")));
            carrier.stub(get("/book").willReturn(ok("booked")));

            assertThat(till.status("7")).isEqualTo("paid");
            assertThat(desk.book()).isEqualTo("booked");
        }
    }
}
