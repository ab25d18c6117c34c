package dev.nostage.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.event.LoggingWideEventSink;
import dev.nostage.event.SecurityLog;
import dev.nostage.tenancy.AuditLog;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Each key that the guide names, in a sentence or in YAML, is one that a module reads. */
class GuideKeysTest {

    private static final Path GUIDE = Path.of("..", "docs", "guide");
    private static final String META = "META-INF/spring-configuration-metadata.json";
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w.</{-])nostage\\.[a-z][a-z0-9-]*(?:\\[\\w]|\\.[a-z0-9-]+|\\.<\\w+>|\\.\\*)*");
    private static final Pattern YAML = Pattern.compile("^ *```yaml\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** What begins like a key and is none. */
    private static final Set<String> LOGGERS = Set.of(AuditLog.LOGGER, SecurityLog.LOGGER, LoggingWideEventSink.LOGGER);

    private static final Pattern OTHER = Pattern.compile("nostage\\.(requests|downstream(\\..*)?|tenant)");

    private static final List<Pattern> KEYS = new ArrayList<>();
    private static final Set<String> BEGINNINGS = new TreeSet<>();

    @BeforeAll
    static void readWhatTheModulesRead() throws IOException {
        for (URL metadata :
                Collections.list(GuideKeysTest.class.getClassLoader().getResources(META))) {
            try (InputStream in = metadata.openStream()) {
                String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                Object properties = Json.object(json).get("properties");
                for (Object property : (List<?>) properties) {
                    learn(String.valueOf(((Map<?, ?>) property).get("name")));
                }
            }
        }
        assertThat(KEYS).hasSizeGreaterThan(60);
    }

    private static void learn(String key) {
        if (!key.startsWith("nostage.")) {
            return;
        }
        KEYS.add(Pattern.compile(
                key.replace(".", "\\.").replace("[*]", "\\[\\w+]").replace("*", "[^.]+")
                        + (key.endsWith("attributes") ? "(\\..+)?" : "")));
        for (int end = key.indexOf('.', 8); end > 0; end = key.indexOf('.', end + 1)) {
            BEGINNINGS.add(key.substring(0, end).replace("[*]", ""));
        }
    }

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> all = Files.list(GUIDE)) {
            return all.filter(page -> page.toString().endsWith(".md")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namesOnlyKeysThatThereAre(Path page) throws IOException {
        String text = Files.readString(page);
        Set<String> named = new TreeSet<>();
        Matcher name = NAME.matcher(text);
        while (name.find()) {
            named.add(name.group());
        }
        Matcher yaml = YAML.matcher(text);
        while (yaml.find()) {
            flatten("", new Yaml().load(yaml.group(1)), named);
        }

        assertThat(named)
                .filteredOn(each -> each.startsWith("nostage."))
                .filteredOn(
                        each -> !LOGGERS.contains(each) && !OTHER.matcher(each).matches())
                .allMatch(GuideKeysTest::isRead);
    }

    @Test
    void knowsAKeyFromAMisspeltOne() {
        assertThat(isRead("nostage.downstreams.payments.limit.max-wait")).isTrue();
        assertThat(isRead("nostage.downstreams.payments.limit.max-wat")).isFalse();
        assertThat(isRead("nostage.passport.keys[0].secret")).isTrue();
        assertThat(isRead("nostage.passport.keys[0].secrets")).isFalse();
    }

    private static boolean isRead(String key) {
        return BEGINNINGS.contains(key)
                || KEYS.stream().anyMatch(known -> known.matcher(key).matches());
    }

    private static void flatten(String before, Object node, Set<String> keys) {
        if (node instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((key, value) -> flatten(before.isEmpty() ? "" + key : before + "." + key, value, keys));
        } else if (node instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
            list.forEach(each -> flatten(before + "[0]", each, keys));
        } else {
            keys.add(before);
        }
    }
}
