package notes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the guide's first page, one after the other, and what it says that they answer. */
@MicronautTest(transactional = false)
@Property(name = "nostage.operator.token", value = FirstPageTest.TOKEN)
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "the commands are those of a shell")
class FirstPageTest {

    static final String TOKEN = "a-token-of-at-least-32-characters";

    private static final String NEXT = "--- next ---";

    @Inject
    EmbeddedServer server;

    @TempDir
    Path scratch;

    @Test
    void answersAsThePageSays() throws Exception {
        List<FirstPage.Step> steps = FirstPage.steps();
        assertTrue(steps.size() >= 8, "the page has few commands: " + steps);

        List<String> said = run(steps);

        assertEquals(steps.size(), said.size());
        for (int i = 0; i < said.size(); i++) {
            FirstPage.Step step = steps.get(i);
            String answer = said.get(i);
            assertTrue(step.isAnsweredBy(answer), () -> step + " answered " + answer);
        }
    }

    private List<String> run(List<FirstPage.Step> steps) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder();
        for (FirstPage.Step step : steps) {
            String command = step.command().replace("localhost:8080", server.getHost() + ":" + server.getPort());
            script.append(command).append("\necho; echo '").append(NEXT).append("'\n");
        }
        Path file = Files.writeString(scratch.resolve("page.sh"), script);
        ProcessBuilder bash = new ProcessBuilder("bash", file.toString())
                .redirectError(scratch.resolve("errors").toFile());
        bash.environment().put("NOSTAGE_OPERATOR_TOKEN", TOKEN);
        Process running = bash.start();
        String told = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, running.waitFor(), () -> told);
        List<String> answers = new ArrayList<>(List.of(told.split(Pattern.quote(NEXT))));
        answers.remove(answers.size() - 1); // the end of the line after the last one
        return answers;
    }
}
