package forgotten;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.context.ApplicationContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForgottenTest {

    @Test
    void theApplicationDoesNotStartAndSaysWhatIsMissing() {
        RuntimeException stopped = assertThrows(
                RuntimeException.class,
                () -> ApplicationContext.run(Map.of(
                        "datasources.default.url", "jdbc:h2:mem:forgotten",
                        "datasources.default.username", "sa",
                        "datasources.default.password", "",
                        "datasources.default.dialect", "H2")));

        String said = String.valueOf(stopped.getMessage());
        assertTrue(said.contains("forgotten.NoteRepository has no wall"), said);
        assertTrue(said.contains("annotationProcessorPaths"), said);
    }
}
