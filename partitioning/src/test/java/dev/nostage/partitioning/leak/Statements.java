package dev.nostage.partitioning.leak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hand-written attacks, of {@code statements.txt}. A line is {@code <attack> <flags> | <SQL>}, and the SQL becomes a
 * {@code @Query} of a repository: {@code :tenant} is the attacker's own tenant, {@code :other} the victim's, and
 * {@code :nobody} is null. The flags:
 *
 * <ul>
 *   <li>{@code h2}, {@code pg}: runs in that database alone
 *   <li>{@code raw}: is sent through a plain connection, and is no repository's
 *   <li>{@code method}: the text is a whole method of a repository, and not SQL
 *   <li>{@code bare}: a method whose repository's entity has no {@code @TenantId}
 *   <li>{@code harmless}: leaks nothing, with no wall either
 *   <li>{@code writes}: answers nothing, though its text does not begin like that
 *   <li>{@code none}: any answer at all is a leak
 *   <li>{@code own=a,b}: any answer but these is a leak
 * </ul>
 */
final class Statements {

    private static final Pattern NAME = Pattern.compile("(\\w+)\\(([^()]*)\\);?$");
    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):(tenant|other|nobody)\\b");

    private Statements() {}

    record Statement(int attack, int number, Set<String> flags, String text) {

        boolean isRepositorys() {
            return !flags.contains("raw");
        }

        List<Database> databases() {
            if (flags.contains("h2")) {
                return List.of(Database.H2);
            }
            return flags.contains("pg") ? List.of(Database.POSTGRES) : List.of(Database.values());
        }

        String repository() {
            return flags.contains("method")
                    ? (flags.contains("bare") ? "BareMethod" : "Method") + attack + "x" + number
                    : "Statements";
        }

        String method() {
            return flags.contains("method") ? found(NAME).group(1) : "q" + attack + "x" + number;
        }

        /** In the order of the parameters. */
        List<String> arguments() {
            List<String> names = new ArrayList<>();
            Matcher parameters = flags.contains("method")
                    ? Pattern.compile("(\\w+)(?=,|$)").matcher(found(NAME).group(2))
                    : PARAMETER.matcher(text);
            while (parameters.find()) {
                if (flags.contains("raw") || !names.contains(parameters.group(1))) {
                    names.add(parameters.group(1));
                }
            }
            return names;
        }

        String declaration() {
            if (flags.contains("method")) {
                return text + ";";
            }
            String parameters = String.join(
                    ", ", arguments().stream().map(name -> "String " + name).toList());
            return "@Query(value = \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
                    + (writes() ? ", readOnly = false) " : ") ") + (writes() ? "void " : "List<String> ") + method()
                    + "(" + parameters + ");";
        }

        /** What it may answer: null if that is told by the secrets in it. */
        @Nullable
        List<String> own() {
            return flags.stream()
                    .filter(flag -> flag.equals("none") || flag.startsWith("own="))
                    .map(flag -> flag.equals("none")
                            ? List.<String>of()
                            : List.of(flag.substring(4).split(",")))
                    .findFirst()
                    .orElse(null);
        }

        /** As JDBC wants it. */
        String sql() {
            return PARAMETER.matcher(text).replaceAll("?").replace("\\:", ":");
        }

        private boolean writes() {
            return flags.contains("writes")
                    || text.matches("(?is)(insert|update|delete|merge)\\b(?!.*\\breturning\\b).*");
        }

        private Matcher found(Pattern pattern) {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.find()) {
                throw new IllegalStateException("No method: " + text);
            }
            return matcher;
        }
    }

    static List<Statement> all() {
        List<Statement> statements = new ArrayList<>();
        for (String line : text("statements.txt").lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split("\\s*\\|\\s*", 2);
                List<String> words = List.of(parts[0].strip().split("\\s+"));
                int attack = Integer.parseInt(words.get(0));
                long before = statements.stream()
                        .filter(statement -> statement.attack() == attack)
                        .count();
                statements.add(new Statement(
                        attack, (int) before + 1, Set.copyOf(words.subList(1, words.size())), parts[1].strip()));
            }
        }
        return statements;
    }

    static String text(String resource) {
        try (InputStream in = Statements.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
