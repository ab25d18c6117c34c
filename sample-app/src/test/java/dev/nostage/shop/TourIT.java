package dev.nostage.shop;

import static dev.nostage.shop.ShopClient.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.shop.Front.Mood;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The tour is a promise of the README's first screen. */
@MicronautTest(transactional = false)
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "the tour is a shell script")
class TourIT {

    @Inject
    EmbeddedServer server;

    @Inject
    ShopClient shop;

    @Test
    void endsAsToldAndCanBeTakenAgain() throws Exception {
        assertThat(Script.of("tour.sh", server).run()).contains("9. ").endsWith("All as told.\nexit 0");
        assertThat(Script.of("tour.sh", server).run()).endsWith("All as told.\nexit 0");
    }

    @Test
    void saysWhatIsNotAsTold() throws Exception {
        assertThat(Script.of("tour.sh", server)
                        .with("NOSTAGE_OPERATOR_TOKEN", "")
                        .run())
                .contains("NOT AS TOLD: set NOSTAGE_OPERATOR_TOKEN")
                .endsWith("exit 1");
        assertThat(Script.of("tour.sh", server)
                        .with("NOSTAGE_OPERATOR_TOKEN", "a-token-that-is-not-the-one-it-should-be")
                        .run())
                .contains("NOT AS TOLD: expected status 201")
                .endsWith("exit 1");
    }

    @Test
    void removesAcmesOrderIfItDoesNotComeToItsEnd() throws Exception {
        assertThat(Script.of("tour.sh", server).run(ProcessHandle::destroy, "Now a tester opens a tenant"))
                .endsWith("exit 143");
        assertThat(acmesOrders()).isEmpty();

        assertThat(tourBy(request -> request.equals("POST /nostage/tenants") ? Mood.BROKEN : Mood.HELPFUL))
                .contains("NOT AS TOLD: expected status 201")
                .endsWith("exit 1");
        assertThat(acmesOrders()).isEmpty();
    }

    @Test
    void saysWhichOrderOfAcmeItCouldNotRemove() throws Exception {
        String said = tourBy(request -> request.startsWith("DELETE /orders/") ? Mood.BROKEN : Mood.HELPFUL);

        assertThat(acmesOrders())
                .singleElement()
                .satisfies(id -> assertThat(said)
                        .contains("LEFT BEHIND: perhaps an order of acme (" + id + ")")
                        .endsWith("exit 3"));
        removeAcmesOrders();
    }

    @Test
    void saysThatAnOrderOfAcmeMayBeLeftIfTheAnswerWasLost() throws Exception {
        AtomicInteger orders = new AtomicInteger();
        assertThat(tourBy(request -> request.equals("POST /orders") && orders.incrementAndGet() == 2
                        ? Mood.FORGETFUL
                        : Mood.HELPFUL))
                .contains("LEFT BEHIND: perhaps an order of acme (?)")
                .endsWith("exit 3");
        assertThat(acmesOrders()).hasSize(1);
        removeAcmesOrders();
    }

    private String tourBy(Function<String, Mood> moods) throws IOException, InterruptedException {
        try (Front front = new Front(server.getURL().toString(), moods)) {
            return Script.of("tour.sh", front.url()).run();
        }
    }

    private List<Object> acmesOrders() {
        return shop.get("/orders", tenant("acme")).list().stream()
                .map(order -> order.get("id"))
                .toList();
    }

    private void removeAcmesOrders() {
        acmesOrders().forEach(id -> shop.delete("/orders/" + id, tenant("acme")));
    }
}
