package dev.nostage.shop;

import static dev.nostage.shop.ShopClient.operator;
import static dev.nostage.shop.ShopClient.passport;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.shop.Front.Mood;
import dev.nostage.shop.simulator.Simulator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a team runs in production after each deployment passes where all is well, and says what is not. */
@MicronautTest(transactional = false)
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "the journey is a shell script")
class JourneyIT {

    private static final int CUSTOMERS = 4;
    private static final Map<String, Object> A_KETTLE = Map.of("sku", "kettle", "quantity", 1);

    @Inject
    EmbeddedServer server;

    @Inject
    ShopClient shop;

    @Inject
    Simulator simulator;

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(tenants(shop)).containsExactly("acme", "globex");
    }

    private static List<Object> tenants(ShopClient shop) {
        return shop.get("/nostage/tenants", operator()).list().stream()
                .map(tenant -> tenant.get("id"))
                .toList();
    }

    @Test
    void passesTwiceAtOnceWhileASyntheticTenantFloodsTheShop() throws Exception {
        String flooding = shop.post(
                        "/nostage/tenants", Map.of("id", "flood", "kind", "SYNTHETIC", "ttl", "1h"), operator())
                .text("passport");
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch flooded = new CountDownLatch(CUSTOMERS);
        ExecutorService threads = Executors.newFixedThreadPool(CUSTOMERS + 2);
        try {
            Callable<Integer> customer = () -> flood(flooding, flooded, over);
            List<Future<Integer>> customers = Collections.nCopies(CUSTOMERS, customer).stream()
                    .map(each -> threads.submit(each))
                    .toList();
            assertThat(flooded.await(1, TimeUnit.MINUTES)).isTrue();

            Callable<String> script = () -> Script.of("journey.sh", server).run();
            List<Future<String>> journeys = List.of(threads.submit(script), threads.submit(script));
            for (Future<String> journey : journeys) {
                assertThat(journey.get())
                        .contains("\"residue\":0", "checks are as they should be.")
                        .endsWith("exit 0");
            }

            over.set(true);
            for (Future<Integer> placed : customers) {
                assertThat(placed.get()).isPositive();
            }
            assertThat(simulator.callsOfTests("payments")).isZero();
        } finally {
            over.set(true);
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            assertThat(shop.remove("flood").json()).containsEntry("residue", 0);
        }
    }

    private int flood(String flooding, CountDownLatch flooded, AtomicBoolean over) {
        int placed = 0;
        while (!over.get()) {
            shop.get("/products", passport(flooding));
            placed += shop.post("/orders", A_KETTLE, passport(flooding)).status() == 201 ? 1 : 0;
            flooded.countDown();
        }
        return placed;
    }

    @Test
    void namesTheDateThatDiffers() throws Exception {
        Map<String, Object> late = Map.of(
                "nostage.launches.anniversary-sale.from", "2031-01-02T00:00Z",
                "nostage.launches.anniversary-sale.until", "2031-01-03T00:00Z");

        assertThat(journeyOfAShopWith(late, "2031-01-02T00:00:00-08:00"))
                .contains("DIFFERS  the sale begins: is \"2031-01-02T00:00:00Z\", should be \"2031-01-02T08:00:00Z\"")
                .doesNotContain("DIFFERS  price")
                .endsWith("exit 1");
        assertThat(journeyOfAShopWith(late, "2031-01-02T00:00:00Z")).endsWith("exit 0");
    }

    @Test
    void namesASaleThatNeverEnds() throws Exception {
        assertThat(journeyOfAShopWith(Map.of("nostage.launches.anniversary-sale.from", "2031-01-02T00:00Z")))
                .contains("DIFFERS  endsAt of the sale: is \"\", should be \"a time\"")
                .endsWith("exit 1");
    }

    @Test
    void namesEveryFieldOfAPaymentThatWasReal() throws Exception {
        Map<String, Object> careless = Map.of(
                "nostage.downstreams.payments.screening.test", "pass", "nostage.screening.allow-financial", "true");

        assertThat(journeyOfAShopWith(careless))
                .contains("DIFFERS  payment.stubbed of the order: is \"false\", should be \"true\"")
                .contains("DIFFERS  payment.reference of the order: is \"pay-")
                .contains("DIFFERS  calls of tests that reached payments: is \"2\", should be \"0\"")
                .endsWith("exit 1");
    }

    @Test
    void namesADownstreamThatDoesNotSayThatItMovesMoney() throws Exception {
        assertThat(journeyOfAShopWith(Map.of("nostage.downstreams.payments.effect", "legacy")))
                .contains("DIFFERS  effect of payments: is \"legacy\", should be \"financial\"")
                .endsWith("exit 1");
    }

    private static String journeyOfAShopWith(Map<String, Object> settings, String... told) throws Exception {
        try (EmbeddedServer other = ApplicationContext.run(EmbeddedServer.class, settings, "test")) {
            String said = Script.of("journey.sh", other, told).run();
            assertThat(tenants(other.getApplicationContext().getBean(ShopClient.class)))
                    .containsExactly("acme", "globex");
            return said;
        }
    }

    @Test
    void comesBackWhenTheShopSaysSo() throws Exception {
        Set<String> asked = ConcurrentHashMap.newKeySet();
        assertThat(journeyBy(request -> asked.add(request) ? Mood.BUSY : Mood.HELPFUL))
                .contains("The shop was busy, and asked " + asked.size() + " times to come back later.")
                .endsWith("exit 0");
        assertThat(journeyBy(request -> request.equals("POST /orders") ? Mood.BUSY : Mood.HELPFUL))
                .contains("the shop is too busy: POST /orders is still 503 downstream-saturated")
                .endsWith("exit 2");
    }

    @Test
    void asksNoSecondTimeWhereTheFirstAnswerWasWrong() throws Exception {
        Set<String> asked = ConcurrentHashMap.newKeySet();
        assertThat(journeyBy(
                        request -> request.equals("POST /orders") && asked.add(request) ? Mood.BROKEN : Mood.HELPFUL))
                .contains("DIFFERS  status of POST /orders: is \"500\", should be \"201\"")
                .endsWith("exit 1");
    }

    @Test
    void removesATenantThatWasOpenedThoughTheAnswerWasLost() throws Exception {
        assertThat(journeyBy(request -> request.equals("POST /nostage/tenants") ? Mood.FORGETFUL : Mood.HELPFUL))
                .contains("Not made to its end: no answer to the opening of journey-", "\"residue\":0")
                .endsWith("exit 2");
    }

    @Test
    void namesATenantThatItCouldNotRemove() throws Exception {
        String said = journeyBy(request -> request.startsWith("DELETE /nostage/tenants/") && !request.contains("faults")
                ? Mood.BROKEN
                : Mood.HELPFUL);

        assertThat(said)
                .contains("LEFT BEHIND: tenant journey-", "could not be removed (500)")
                .endsWith("exit 3");
        List<Object> left = tenants(shop);
        assertThat(left)
                .hasSize(4)
                .filteredOn(id -> said.contains("LEFT BEHIND: tenant " + id))
                .hasSize(2);
        left.stream().filter(id -> id.toString().startsWith("journey-")).forEach(id -> shop.remove(id.toString()));
    }

    private String journeyBy(Function<String, Mood> moods) throws Exception {
        try (Front front = new Front(server.getURL().toString(), moods)) {
            return Script.of("journey.sh", front.url()).run();
        }
    }

    @Test
    void removesItsTenantsWhenItIsStopped() throws Exception {
        String said = Script.of("journey.sh", server).run(ProcessHandle::destroy, "When the sale is.");

        assertThat(said)
                .doesNotContain("checks are as they should be")
                .contains("\"residue\":0")
                .endsWith("exit 143");
    }

    @Test
    void removesItsTenantsWhenNobodyReadsOn() throws Exception {
        ProcessBuilder reading = new ProcessBuilder(
                "bash",
                "-c",
                "bash journey.sh \"$0\" | head -n 4",
                server.getURL().toString());
        reading.environment().put("NOSTAGE_OPERATOR_TOKEN", Script.TOKEN);

        Process head = reading.redirectError(ProcessBuilder.Redirect.DISCARD).start();

        assertThat(head.inputReader().lines()).hasSize(4).anyMatch(line -> line.contains("are opened in the shop"));
        assertThat(head.waitFor()).isZero();
    }

    @Test
    void saysWhyItCannotBeMade() throws Exception {
        assertThat(Script.of("journey.sh", server)
                        .with("NOSTAGE_OPERATOR_TOKEN", "")
                        .run())
                .contains("Not made to its end: set NOSTAGE_OPERATOR_TOKEN")
                .endsWith("exit 2");
        assertThat(Script.of("journey.sh", server)
                        .with("NOSTAGE_OPERATOR_TOKEN", "not-the-one")
                        .run())
                .contains("does not take the token in NOSTAGE_OPERATOR_TOKEN")
                .endsWith("exit 2");
        assertThat(Script.of("journey.sh", server).with("JOURNEY_TTL", "1ms").run())
                .contains("it has expired (they live 1ms; JOURNEY_TTL)")
                .endsWith("exit 2");
        assertThat(Script.of("journey.sh", "http://127.0.0.1:1").run())
                .contains("nobody answers at http://127.0.0.1:1")
                .endsWith("exit 2");
        assertThat(journeyBy(request -> Mood.STRANGE)).contains("is no shop").endsWith("exit 2");
        assertThat(Script.of("journey.sh", server, "tomorrow").run())
                .contains("\"tomorrow\" is no time")
                .endsWith("exit 2");
    }
}
