package dev.nostage.shop;

import static dev.nostage.shop.ShopClient.deadline;
import static dev.nostage.shop.ShopClient.passport;
import static dev.nostage.shop.ShopClient.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.shop.ShopClient.Answer;
import dev.nostage.shop.simulator.Simulator;
import dev.nostage.testkit.Fault;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shop while the network before one of its downstreams fails. No timeout but the deadline's ends anything here: the
 * faults last for hours, and so would the shop's clients wait.
 */
@MicronautTest(transactional = false)
@Property(name = "outage", value = "true")
@Property(name = "nostage.deadline", value = "none")
@Property(name = "micronaut.http.client.read-timeout", value = "2h")
@Property(name = "micronaut.http.client.connect-timeout", value = "2h")
@Property(name = "shop.recommendations.patience", value = "500ms")
@Property(name = "nostage.downstreams.payments.breaker.window", value = "4")
@Property(name = "nostage.downstreams.payments.breaker.open-time", value = "1s")
@Property(name = "nostage.downstreams.recommendations.breaker.window", value = "4")
@Property(name = "nostage.downstreams.recommendations.breaker.open-time", value = "1s")
// Never opens here: each call of it meets the fault.
@Property(name = "nostage.downstreams.inventory.breaker.window", value = "1000")
class OutageIT {

    private static final Map<String, Object> A_KETTLE = Map.of("sku", "kettle", "quantity", 1);

    /** As the caller says in {@code Nostage-Deadline-Ms}: long enough for a healthy order, and to blame who does not answer. */
    private static final Duration SOON = Duration.ofMillis(1500);

    private static final Duration LONG = Duration.ofHours(1);
    private static final int CALLERS = 8;

    @Inject
    ShopClient shop;

    @Inject
    Outage outage;

    @Inject
    Simulator downstreams;

    private String trial;

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("delay", Fault.delay(LONG)),
                Arguments.of("reset", Fault.reset()),
                Arguments.of("trickle", Fault.trickle(LONG)),
                Arguments.of("blackhole", Fault.blackhole()),
                Arguments.of("refuse", Fault.refuse()));
    }

    @BeforeEach
    void everythingWorks() {
        trial = shop.open("trial");
        awaitOrder();
        awaitPage("kettle");
    }

    @AfterEach
    void heal() {
        outage.end();
        shop.remove("trial");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void anOrderIsRefusedInTimeWhilePaymentsFail(String name, Fault fault) {
        refusesOrdersUntilItEnds("payments", fault);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void anOrderIsRefusedInTimeWhileInventoryFails(String name, Fault fault) {
        refusesOrdersUntilItEnds("inventory", fault);
    }

    private void refusesOrdersUntilItEnds(String downstream, Fault fault) {
        int before = orders();
        outage.begin(downstream, fault);

        for (int i = 0; i < 3; i++) {
            assertThat(order()).satisfies(OutageIT::isClearlyRefused);
        }
        Answer ofATest = shop.post("/orders", A_KETTLE, passport(trial).andThen(deadline(SOON)));
        assertThat(ofATest.status()).isEqualTo(201);
        assertThat(ofATest.body()).contains("\"stubbed\":true");
        assertThat(orders()).isEqualTo(before);

        outage.end();
        awaitOrder();
        assertThat(orders()).isEqualTo(before + 1);
        assertThat(downstreams.charges().values()).containsOnly(1);
    }

    @Test
    void aPaymentWhoseAnswerWasLostIsNotSentAgain() {
        int before = downstreams.charges().size();
        outage.begin("payments", Fault.resetAfter(1));

        Answer lost = order();

        assertThat(lost.status()).isEqualTo(503);
        assertThat(lost.text("type")).isEqualTo("urn:nostage:problem:order-not-placed");
        assertThat(downstreams.charges()).hasSize(before + 1);
        assertThat(downstreams.charges().values()).containsOnly(1);
        assertThat(downstreams.charges().keySet()).anyMatch(lost.text("detail")::contains);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aPageIsShownWithoutRecommendationsWhileTheyFail(String name, Fault fault) {
        outage.begin("recommendations", fault);

        for (int i = 0; i < 3; i++) {
            Answer page = page();
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.list()).extracting("sku").containsExactly("anvil", "kettle", "rocket-skates");
        }

        outage.end();
        awaitPage("kettle");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void noThreadStaysBehindWithACallThatIsNeverAnswered(String name, Fault fault) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            outage.begin("inventory", fault);
            orderAtOnce(callers);
            long before = threads();

            for (int i = 0; i < 4; i++) {
                orderAtOnce(callers);
            }

            assertThat(threads()).isLessThan(before + 2 * CALLERS);
        } finally {
            callers.shutdownNow();
        }
    }

    private void orderAtOnce(ExecutorService callers) throws Exception {
        List<Callable<Answer>> orders = Collections.nCopies(CALLERS, this::order);
        for (Future<Answer> answer : callers.invokeAll(orders, 2, TimeUnit.MINUTES)) {
            assertThat(answer.get()).satisfies(OutageIT::isClearlyRefused);
        }
    }

    /** All but the proxies' own. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("fault-proxy-"))
                .count();
    }

    private static void isClearlyRefused(Answer answer) {
        assertThat(answer.status()).isIn(503, 504);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("type"))
                .isIn(
                        "urn:nostage:problem:order-not-placed",
                        "urn:nostage:problem:downstream-unavailable",
                        "urn:nostage:problem:deadline-exceeded");
    }

    private Answer order() {
        return shop.post("/orders", A_KETTLE, tenant("acme").andThen(deadline(SOON)));
    }

    /** Whoever opens it waits as long as this test's client does: what ends the wait before is the shop's patience. */
    private Answer page() {
        return shop.get("/products", tenant("acme").andThen(deadline(ShopClient.READ_TIMEOUT)));
    }

    private int orders() {
        return shop.get("/orders?size=100", tenant("acme")).list().size();
    }

    private void awaitOrder() {
        await(this::order, answer -> answer.status() == 201);
    }

    private void awaitPage(String first) {
        await(this::page, answer -> answer.list().get(0).get("sku").equals(first));
    }

    private static void await(Supplier<Answer> asking, Predicate<Answer> expected) {
        long begin = System.nanoTime();
        for (Answer answer = asking.get(); !expected.test(answer); answer = asking.get()) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(60)) {
                throw new AssertionError("It did not recover: " + answer.status() + " " + answer.body());
            }
        }
    }
}
