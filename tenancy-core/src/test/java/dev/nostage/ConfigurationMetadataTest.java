package dev.nostage;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an IDE completes is what the README's table lists, each with words that say what it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConfigurationMetadataTest {

    private Map<String, String> descriptions = Map.of();

    @BeforeAll
    void read() throws Exception {
        try (InputStream metadata = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            String json = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
            descriptions = Stream.of(JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "properties"))
                    .collect(Collectors.toMap(
                            property -> (String) property.get("name"),
                            property -> String.valueOf(property.get("description"))));
        }
    }

    @Test
    void completesEveryKeyOfTheReadmeAndNoOther() throws Exception {
        String section = Files.readString(Path.of("README.md"))
                .split("\n## Configuration\n", -1)[1]
                .split("\n## ", -1)[0];

        assertThat(descriptions.keySet())
                .containsExactlyInAnyOrderElementsOf(section.lines()
                        .filter(line -> line.startsWith("| `nostage."))
                        .map(line -> line.split("`", -1)[1])
                        .map(key -> key.replace("[n]", "[*]").replaceFirst("\\.\\*$", ""))
                        .toList());
    }

    @Test
    void saysOfEveryKeyWhatItIs() {
        assertThat(descriptions)
                .allSatisfy((key, description) ->
                        assertThat(description).as(key).hasSizeGreaterThan(15).doesNotContain("{@"));
    }
}
