package dev.nostage.partitioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps README.md to what is there. */
final class ReadmeTest {

    @Test
    void showsCodeThatCompiles() throws IOException {
        List<String> shown = Pattern.compile("^```java\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(snippet -> words(snippet.group(1)))
                .toList();
        List<String> sources = new ArrayList<>();
        for (String root : List.of("src/test/java", "../sample-app/src/main/java")) {
            try (var files = Files.walk(Path.of(root))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    sources.add(words(Files.readString(file)));
                }
            }
        }
        assertThat(shown)
                .hasSizeGreaterThan(3)
                .allSatisfy(snippet -> assertThat(sources).anyMatch(source -> source.contains(snippet)));
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
