package dev.nostage.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation shows as code is code: each of its lines stands, in this order, in a file that is compiled. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    static Stream<Path> pages() throws IOException {
        return files(".md");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void showsOnlyCodeThatIsCompiled(Path page) throws IOException {
        List<List<String>> sources = new ArrayList<>();
        for (Path source : files(".java").toList()) {
            sources.add(lines(source));
        }
        for (List<String> snippet : snippets(lines(page))) {
            assertThat(sources.stream().anyMatch(source -> Collections.indexOfSubList(source, snippet) >= 0))
                    .as("%s shows code that stands in no source file:%n%s", page, String.join("\n", snippet))
                    .isTrue();
        }
    }

    private static Stream<Path> files(String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all
                    .filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static List<List<String>> snippets(List<String> page) {
        List<List<String>> snippets = new ArrayList<>();
        List<String> open = null;
        for (String line : page) {
            if (open == null && line.equals("```java")) {
                open = new ArrayList<>();
            } else if (open != null && line.equals("```")) {
                snippets.add(open);
                open = null;
            } else if (open != null) {
                open.add(line);
            }
        }
        return snippets;
    }

    /** Without the spaces at their ends, and without empty lines: a page may indent as it likes. */
    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
