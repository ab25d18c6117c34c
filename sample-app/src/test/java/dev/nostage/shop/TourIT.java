package dev.nostage.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
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
}
