package dev.nostage.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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

    @Test
    void endsAsToldAndCanBeTakenAgain() throws Exception {
        assertThat(tour(token())).contains("9. ").endsWith("All as told.\nexit 0");
        assertThat(tour(token())).endsWith("All as told.\nexit 0");
    }

    @Test
    void saysWhatIsNotAsTold() throws Exception {
        assertThat(tour("")).contains("NOT AS TOLD: set NOSTAGE_OPERATOR_TOKEN").endsWith("exit 1");
        assertThat(tour("a-token-that-is-not-the-one-it-should-be"))
                .contains("NOT AS TOLD: expected status 201")
                .endsWith("exit 1");
    }

    private static String token() {
        return ShopClient.OPERATOR.substring("Bearer ".length());
    }

    private String tour(String token) throws IOException, InterruptedException {
        ProcessBuilder tour =
                new ProcessBuilder("bash", "tour.sh", server.getURL().toString());
        tour.environment().putAll(Map.of("NOSTAGE_OPERATOR_TOKEN", token));
        Process running = tour.redirectErrorStream(true).start();
        String told = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return told + "exit " + running.waitFor();
    }
}
