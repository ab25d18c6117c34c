package dev.nostage.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide's first page is enough: its files are those of a project that is built, all of them and to the letter. */
class StartPageTest {

    private static final Path PROJECTS = Path.of("..", "testkit", "src", "it");
    private static final Path NOTES = PROJECTS.resolve("notes");
    private static final Path PAGE = Path.of("..", "docs", "guide", "start.md");

    /** Blocks of these languages are code; the others are what somebody types, and what is answered. */
    private static final Set<String> CODE = Set.of("java", "xml", "yaml", "sql");

    private static final Pattern FILE = Pattern.compile("^`([\\w./-]+)`\n\n```\\w+\n(.*?)^```$", flags());
    private static final Pattern BLOCK = Pattern.compile("^( *)```(\\w+)\n(.*?)^ *```$", flags());

    private static int flags() {
        return Pattern.MULTILINE | Pattern.DOTALL;
    }

    @Test
    void hasEveryFileOfTheProjectToTheLetter() throws IOException {
        Map<String, String> shown = new TreeMap<>();
        Matcher files = FILE.matcher(Files.readString(PAGE));
        while (files.find()) {
            shown.put(files.group(1), files.group(2));
        }

        assertThat(shown).containsExactlyInAnyOrderEntriesOf(filesBelow(NOTES));
    }

    @Test
    void showsNoCodeThatIsNotBuilt() throws IOException {
        List<String> built =
                filesBelow(PROJECTS).values().stream().map(StartPageTest::words).toList();
        List<String> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        while (block.find()) {
            if (CODE.contains(block.group(2))) {
                blocks.add(words(block.group(3)));
            }
        }

        assertThat(blocks)
                .hasSizeGreaterThan(filesBelow(NOTES).size())
                .allSatisfy(shown -> assertThat(built).anyMatch(file -> file.contains(shown)));
    }

    private static Map<String, String> filesBelow(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return files;
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
