package dev.nostage;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.nostage.passport.PassportOptions;
import dev.nostage.passport.PassportVerifier;
import dev.nostage.tenancy.DirectoryCacheOptions;
import dev.nostage.tenancy.Drain;
import dev.nostage.tenancy.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    private Map<String, String> defaults = Map.of();
    private Map<String, String> types = Map.of();

    @BeforeAll
    void read() throws Exception {
        try (InputStream metadata = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            String json = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
            Map<String, Object>[] properties =
                    JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "properties");
            descriptions = each(properties, "description");
            defaults = each(properties, "defaultValue");
            types = each(properties, "type");
        }
    }

    private static Map<String, String> each(Map<String, Object>[] properties, String what) {
        return Stream.of(properties)
                .collect(Collectors.toMap(
                        property -> (String) property.get("name"), property -> String.valueOf(property.get(what))));
    }

    @Test
    void completesEveryKeyOfTheReadmeAndNoOther() throws Exception {
        assertThat(descriptions.keySet()).containsExactlyInAnyOrderElementsOf(rows().keySet());
    }

    @Test
    void saysTheDefaultsThatTheReadmeSays() throws Exception {
        rows().forEach((key, said) -> assertThat(defaults.get(key))
                .as(key)
                .isIn(
                        said.startsWith("`") && !said.contains(" ")
                                ? List.of(said.replace("`", ""))
                                : List.of("null", "")));
    }

    @Test
    void saysTheDefaultsThatCodeHas() {
        assertThat(defaults)
                .containsEntry("nostage.tenancy.drain", text(Drain.DEFAULT_LONGEST))
                .containsEntry("nostage.tenancy.directory-cache.size", "" + DirectoryCacheOptions.DEFAULT_SIZE)
                .containsEntry(
                        "nostage.tenancy.directory-cache.time-to-live",
                        text(DirectoryCacheOptions.DEFAULT_TIME_TO_LIVE))
                .containsEntry("nostage.passport.time-to-live", text(PassportOptions.DEFAULT_TIME_TO_LIVE))
                .containsEntry("nostage.passport.cache", "" + PassportVerifier.DEFAULT_CACHED)
                .containsEntry("nostage.tenancy.tenants[*].plan", Tenant.DEFAULT_PLAN);
    }

    @Test
    void letsAnIdeOfferTrueAndFalseForASwitch() {
        assertThat(types)
                .containsEntry("nostage.operator.enabled", "java.lang.Boolean")
                .containsEntry("nostage.tenancy.reaper.enabled", "boolean")
                .containsEntry("nostage.tenancy.multitenancy", "boolean");
    }

    private static String text(Duration time) {
        return time.toSeconds() < 60 ? time.toSeconds() + "s" : time.toMinutes() + "m";
    }

    /** The keys of the README's table, and the default that it says. */
    private static Map<String, String> rows() throws IOException {
        String section = Files.readString(Path.of("README.md"))
                .split("\n## Configuration\n", -1)[1]
                .split("\n## ", -1)[0];
        return section.lines()
                .filter(line -> line.startsWith("| `nostage."))
                .collect(Collectors.toMap(
                        line -> line.split("`", -1)[1].replace("[n]", "[*]").replaceFirst("\\.\\*$", ""),
                        line -> line.substring(line.lastIndexOf("| ", line.length() - 3) + 2, line.length() - 2)));
    }

    @Test
    void saysOfEveryKeyWhatItIs() {
        assertThat(descriptions)
                .allSatisfy((key, description) ->
                        assertThat(description).as(key).hasSizeGreaterThan(15).doesNotContain("{@", "\n"));
    }
}
