package dev.nostage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps README.md to what is there. */
final class ReadmeTest {

    private static final Path MAIN = Path.of("src/main/java/dev/nostage");

    private final String readme = Files.readString(Path.of("README.md"));

    ReadmeTest() throws Exception {}

    @Test
    void showsCodeThatCompiles() throws Exception {
        String shown = readme.split("```java\n", -1)[1].split("```", -1)[0];

        assertThat(Files.readString(Path.of("src/test/java/dev/nostage/example/GreetingController.java")))
                .endsWith(shown);
    }

    @Test
    void listsEveryProblemThatTheCodeTells() throws Exception {
        List<String> told = new ArrayList<>();
        try (var sources = Files.walk(MAIN)) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Pattern.compile("new Problem\\(\\s*\"([a-z-]+)\"")
                        .matcher(Files.readString(source))
                        .results()
                        .forEach(problem -> told.add(problem.group(1)));
            }
        }

        assertThat(told)
                .hasSizeGreaterThan(8)
                .allSatisfy(problem -> assertThat(section("Errors")).contains("| `" + problem + "` |"));
    }

    private String section(String title) {
        return readme.split("\n## " + title + "\n", -1)[1].split("\n## ", -1)[0];
    }
}
