package dev.nostage.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.shop.Front.Mood;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The journey passes only if each of its checks was made, and whoever answers it gets nothing run. */
@MicronautTest(transactional = false)
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "the journey is a shell script")
class ForgedAnswersIT {

    private static final String COUNTS = "GET /nostage/downstreams";

    @Inject
    EmbeddedServer server;

    @TempDir
    Path scratch;

    @Test
    void namesTheCountThatIsMissing() throws Exception {
        assertThat(journeyBy(ForgedAnswersIT::forgesCounts, answer -> answer.replace("\"made\"", "\"attempts\"")))
                .contains("DIFFERS  calls of tests that reached payments: is \"unknown, since \"made\" of payments in "
                        + COUNTS + " is no number, but ''\", should be \"0\"")
                .endsWith("exit 1");
    }

    @Test
    void namesTheCountThatBecomesMissing() throws Exception {
        AtomicBoolean asked = new AtomicBoolean();
        Function<String, Mood> later =
                request -> request.equals(COUNTS) && asked.getAndSet(true) ? Mood.FORGING : Mood.HELPFUL;

        assertThat(journeyBy(later, answer -> answer.replace("\"not_live\"", "\"others\"")))
                .contains("\"made\" of payments in " + COUNTS + " is no number")
                .endsWith("exit 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e3", "0x10", "08", "18446744073709551616", "\"\"", "null", "checks"})
    void takesNothingElseForACount(String odd) throws Exception {
        assertThat(journeyBy(
                        ForgedAnswersIT::forgesCounts, answer -> answer.replaceAll("\"made\":0", "\"made\":" + odd)))
                .contains("is no number, but '" + odd)
                .endsWith("exit 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"name\":\"payments\",\"effect\":\"financial\"},{\"name\":\"payments\",checks[$(>$MARK)]",
                "[{\"name\":\"payments\",\"effect\":\"financial\",\"not_live\":{\"made\":checks[$(>$MARK)]}}]",
                "[{\"name\":\"payments\",\"effect\":\"financial\",\"not_live\":{\"made\":$(>$MARK)`>$MARK`}}]"
            })
    void runsNoCommandOfAnAnswer(String answer) throws Exception {
        String said = journeyBy(ForgedAnswersIT::forgesCounts, real -> answer);

        assertThat(scratch.resolve("mark")).doesNotExist();
        assertThat(said)
                .contains("\"made\" of payments in " + COUNTS + " is no number")
                .endsWith("exit 1");
    }

    @Test
    void namesTheTimeThatIsMissing() throws Exception {
        AtomicBoolean asked = new AtomicBoolean();
        Function<String, Mood> once =
                request -> request.equals("GET /sale") && !asked.getAndSet(true) ? Mood.FORGING : Mood.HELPFUL;

        assertThat(journeyBy(once, answer -> answer.replace("\"now\"", "\"then\"")))
                .contains("DIFFERS  now, of the sale: is \"\", should be \"a time\"")
                .endsWith("exit 1");
    }

    @Test
    void failsWhereACheckIsLeftOut() throws Exception {
        Path shortened = scratch.resolve("journey.sh");
        String journey = Files.readString(Path.of("journey.sh"));
        String without = journey.replaceFirst("(?m)^check 'kind of the tenant' .*\n", "");
        Files.writeString(shortened, without);
        Files.copy(Path.of("talk.sh"), scratch.resolve("talk.sh"));

        assertThat(without).isNotEqualTo(journey);
        assertThat(Script.of(shortened.toString(), server).run())
                .contains("checks that were made: is \"61\", should be \"62\"")
                .endsWith("exit 1");
    }

    private static Mood forgesCounts(String request) {
        return request.equals(COUNTS) ? Mood.FORGING : Mood.HELPFUL;
    }

    private String journeyBy(Function<String, Mood> moods, UnaryOperator<String> forgery)
            throws IOException, InterruptedException {
        try (Front front = new Front(server.getURL().toString(), moods, forgery)) {
            return Script.of("journey.sh", front.url())
                    .with("MARK", scratch.resolve("mark").toString())
                    .run();
        }
    }
}
