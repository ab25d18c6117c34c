package dev.nostage.partitioning.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.partitioning.database.Rule;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which walls stopped what, and how that is told. */
final class Findings {

    /** Attacks that are not tried, and why not. */
    static final Map<Integer, String> UNTRIED = lines("untried.txt");

    private static final Map<Integer, String> INCIDENTS = lines("incidents.txt");

    private static final String BEGIN = "<!-- Written by LeakSuiteIT. -->\n";
    private static final String END = "<!-- So far. -->\n";

    private final Map<Integer, Map<Database, Finding>> findings = new HashMap<>();

    Finding of(Attack attack, Database database) {
        return findings.computeIfAbsent(attack.id(), id -> new HashMap<>())
                .computeIfAbsent(database, one -> new Finding());
    }

    private static Map<Integer, String> lines(String resource) {
        Map<Integer, String> lines = new TreeMap<>();
        for (String line : Statements.text(resource).lines().toList()) {
            String[] parts = line.split("\\s*\\|\\s*", 2);
            lines.put(Integer.parseInt(parts[0]), parts[1]);
        }
        return lines;
    }

    /** What the check at the start says of a table that one rule is broken in, and of nothing else that the others have. */
    record Start(String table, Rule rule) {

        void demand(Suite suite, Database database) throws SQLException {
            assertThat(suite.without(database, this))
                    .as(table + " without " + rule)
                    .anyMatch(finding -> finding.rule() == rule
                            && finding.table().toLowerCase(Locale.ROOT).endsWith("." + table));
        }

        @Override
        public String toString() {
            return "`" + rule + "`";
        }
    }

    /** Of one attack in one database. */
    static final class Finding {

        private final Map<Set<Wall>, Map<Probe, Outcome>> outcomes = new HashMap<>();

        void add(Probe probe, Set<Wall> walls, Outcome outcome) {
            outcomes.computeIfAbsent(walls, those -> new LinkedHashMap<>()).put(probe, outcome);
        }

        List<String> leaks(Set<Wall> walls) {
            return outcomes.get(walls).entrySet().stream()
                    .filter(one -> !one.getValue().stopped())
                    .map(one -> one.getKey().name() + ": " + one.getValue().leaks())
                    .toList();
        }

        List<String> answered(Set<Wall> walls) {
            return outcomes.get(walls).entrySet().stream()
                    .filter(one -> !one.getValue().refused())
                    .map(one -> one.getKey().name())
                    .toList();
        }

        List<String> stoppedByNothing() {
            return outcomes.get(Wall.none()).entrySet().stream()
                    .filter(one -> one.getValue().stopped() && !one.getKey().harmless())
                    .map(one -> one.getKey().name() + ": " + one.getValue().refusal())
                    .toList();
        }

        /** The walls without any of which it leaks. */
        List<Wall> needed() {
            return Stream.of(Wall.values())
                    .filter(wall -> !leaks(wall.off()).isEmpty())
                    .toList();
        }

        /** The walls that stop it alone; in brackets those that stop it when it is tried in some ways, and not in all. */
        String stoppedBy() {
            List<String> walls = new ArrayList<>();
            for (Wall wall : Wall.values()) {
                int leaks = leaks(wall.alone()).size();
                if (leaks == 0) {
                    walls.add(String.valueOf(wall.number()));
                } else if (leaks < leaks(Wall.none()).size()) {
                    walls.add("(" + wall.number() + ")");
                }
            }
            String needed =
                    needed().stream().map(wall -> String.valueOf(wall.number())).collect(Collectors.joining(", "));
            return String.join(" ", walls) + (needed.isEmpty() ? "" : "; not without " + needed);
        }
    }

    /** All of LEAKS.md. */
    String leaks() {
        StringBuilder text = new StringBuilder(Statements.text("leaks-head.md"));
        String group = "";
        for (Attack attack : Attack.all()) {
            if (!attack.group().equals(group)) {
                group = attack.group();
                text.append("\n## ").append(group).append("\n\n| | attack | H2 | PostgreSQL |\n|---|---|---|---|\n");
            }
            text.append("| ").append(attack.id()).append(" | ").append(attack.sentence());
            if (UNTRIED.containsKey(attack.id())) {
                text.append(" | *").append(UNTRIED.get(attack.id())).append("* | |\n");
            } else {
                text.append(" | ")
                        .append(cell(attack, Database.H2))
                        .append(" | ")
                        .append(cell(attack, Database.POSTGRES))
                        .append(" |\n");
            }
        }
        text.append(
                        "\n## One wall and no other\n\nOn PostgreSQL these are stopped by one wall, and leak without it.\n\n")
                .append("| | why | but the application does not start with such a table |\n|---|---|---|\n");
        new TreeMap<>(LeakSuiteIT.ONE_WALL)
                .forEach((attack, why) -> text.append("| ")
                        .append(attack)
                        .append(" | ")
                        .append(why)
                        .append(" | ")
                        .append(
                                LeakSuiteIT.BEFORE_THE_START.containsKey(attack)
                                        ? LeakSuiteIT.BEFORE_THE_START.get(attack)
                                        : "–")
                        .append(" |\n"));
        text.append(Statements.text("leaks-incidents.md"));
        INCIDENTS.forEach((number, shown) ->
                text.append("| ").append(number).append(" | ").append(shown).append(" |\n"));
        return text.toString();
    }

    private String cell(Attack attack, Database database) {
        Finding finding = findings.getOrDefault(attack.id(), Map.of()).get(database);
        return finding == null ? "–" : finding.stoppedBy();
    }

    /** The README with the sums of it. */
    String summary(String readme) {
        StringBuilder table =
                new StringBuilder("| attacks | tried | H2: by two walls, by one | PostgreSQL: by two, by one"
                        + " |\n|---|---|---|---|\n");
        Map<String, List<Attack>> groups = Attack.all().stream()
                .collect(Collectors.groupingBy(Attack::group, LinkedHashMap::new, Collectors.toList()));
        groups.forEach((group, attacks) -> table.append("| ")
                .append(group)
                .append(" | ")
                .append(attacks.stream()
                        .filter(attack -> !UNTRIED.containsKey(attack.id()))
                        .count())
                .append(" of ")
                .append(attacks.size())
                .append(" | ")
                .append(sums(attacks, Database.H2))
                .append(" | ")
                .append(sums(attacks, Database.POSTGRES))
                .append(" |\n"));
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        return readme.substring(0, begin) + table + readme.substring(readme.indexOf(END));
    }

    private String sums(List<Attack> attacks, Database database) {
        List<Finding> found = attacks.stream()
                .map(attack -> findings.getOrDefault(attack.id(), Map.of()).get(database))
                .filter(finding -> finding != null)
                .toList();
        long two = found.stream().filter(finding -> finding.needed().isEmpty()).count();
        return two + ", " + (found.size() - two);
    }
}
