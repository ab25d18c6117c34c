package dev.nostage.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.resilience.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guide tells operators to alert on is what the modules say: meters, kinds of security events, warnings. */
class OperatingPageTest {

    private static final Path PAGE = Path.of("..", "docs", "guide", "operating.md");
    private static final List<String> MODULES = List.of("tenancy-core", "time-machine", "partitioning", "resilience");
    private static final String METERS = "../resilience/src/main/java/dev/nostage/resilience/micronaut/micrometer/";

    @Test
    void namesMetersThatThereAre() throws IOException {
        String meters = Files.readString(Path.of(METERS + "DownstreamMeters.java"));

        assertThat(found("`nostage\\.downstream\\.([a-z.]+)`", section("### Meters")))
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(meters).contains('"' + name + '"'));
        assertThat(sources()).contains("\"nostage.requests\"");
        assertThat(found("class=\"live\",outcome=\"(\\w+)\"", section("### Meters")))
                .isNotEmpty()
                .isSubsetOf(Stream.of(Outcome.values()).map(Outcome::toString).toList());
    }

    @Test
    void namesSecurityEventsThatThereAre() throws IOException {
        String sources = sources();

        assertThat(found("(?m)^\\| `([a-z-]+)` \\|", section("### Security events")))
                .hasSizeGreaterThan(5)
                .allSatisfy(what -> assertThat(sources).contains('"' + what + '"'));
    }

    @Test
    void quotesWarningsThatAreGiven() throws IOException {
        String sources = sources();

        assertThat(found("(?m)^\\| `([^`]+)` \\|", section("### Warnings")))
                .hasSizeGreaterThan(10)
                .allSatisfy(said -> assertThat(sources).contains(said));
    }

    private static String section(String title) throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains("\n" + title + "\n");
        return page.split("\n" + title + "\n", -1)[1].split("\n##", -1)[0];
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    /** Texts that are put together over several lines stand in one piece. */
    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    all.append(Files.readString(file));
                }
            }
        }
        return all.toString().replaceAll("\"\\s*\\+\\s*\"", "");
    }
}
