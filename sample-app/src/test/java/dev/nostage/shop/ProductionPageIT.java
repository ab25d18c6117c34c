package dev.nostage.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The guide's page on testing in production, typed along. */
@MicronautTest(transactional = false)
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "the commands are those of a shell")
class ProductionPageIT {

    @Inject
    EmbeddedServer server;

    @TempDir
    Path scratch;

    @Test
    void answersAsThePageSays() throws Exception {
        Commands page = Commands.of(Path.of("..", "docs", "guide", "testing-in-production.md"));
        assertThat(page.steps()).hasSizeGreaterThan(14);

        String token = ShopClient.OPERATOR.substring("Bearer ".length());
        List<String> said = page.run(server.getHost() + ":" + server.getPort(), token, scratch);

        assertThat(said).hasSameSizeAs(page.steps());
        SoftAssertions all = new SoftAssertions();
        for (int i = 0; i < said.size(); i++) {
            all.assertThat(page.steps().get(i).isAnsweredBy(said.get(i)))
                    .as(
                            "%s%n%s%n%nanswered%n%s",
                            page.steps().get(i).command(), page.steps().get(i).answer(), said.get(i))
                    .isTrue();
        }
        all.assertAll();
    }
}
