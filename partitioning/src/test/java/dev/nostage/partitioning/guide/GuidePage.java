package dev.nostage.partitioning.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The guide to this module, of which the tests run what it shows. */
public final class GuidePage {

    private static final Pattern SCRIPT =
            Pattern.compile("^```sql\\n-- (\\S+\\.sql)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    private GuidePage() {}

    public static String text() {
        try {
            return Files.readString(Path.of("../docs/guide/partitioning.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it shows what was said, word by word, however it breaks the lines. */
    public static boolean quotes(String said) {
        return words(text()).contains(words(said));
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** Its SQL by the names that stand in the first lines, in its order. */
    public static Map<String, String> scripts() {
        Map<String, String> scripts = new LinkedHashMap<>();
        Matcher found = SCRIPT.matcher(text());
        while (found.find()) {
            scripts.put(found.group(1), found.group(2));
        }
        return scripts;
    }

    /** The statements of a script, of which some have semicolons between {@code $$}. */
    public static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String part : script.split("(?<=;)\\s*\\n")) {
            open.append(part).append('\n');
            if (open.toString().split("\\$\\$", -1).length % 2 == 1) {
                statements.add(open.toString().strip());
                open.setLength(0);
            }
        }
        return statements;
    }
}
