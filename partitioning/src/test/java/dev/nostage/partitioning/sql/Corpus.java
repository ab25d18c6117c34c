package dev.nostage.partitioning.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements of {@code corpus.txt}, and the tables that they are about. */
final class Corpus {

    static final Partitions TABLES = table -> {
        boolean ours = table.schema() == null || table.schema().equals("public");
        if (ours && Set.of("orders", "items", "customers").contains(table.name())) {
            return Partitions.Kind.PARTITIONED;
        }
        return ours && Set.of("countries", "rates").contains(table.name())
                ? Partitions.Kind.SHARED
                : Partitions.Kind.UNKNOWN;
    };

    /**
     * @param expected what must be the tenant, or a part of the reason why it is refused
     */
    record Entry(String section, boolean allowed, String expected, String sql) {

        @Override
        public String toString() {
            return (allowed ? "allows " : "refuses ") + sql;
        }
    }

    private Corpus() {}

    static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        String section = "";
        for (String block : text().split("\\n\\s*\\n")) {
            String entry = block.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
            if (entry.startsWith("== ")) {
                section = entry.substring(3);
            } else if (!entry.isBlank()) {
                String verdict = entry.lines().findFirst().orElseThrow();
                String sql = entry.substring(Math.min(entry.length(), verdict.length() + 1));
                boolean allowed = verdict.startsWith("allow");
                entries.add(new Entry(
                        section, allowed, verdict.substring(allowed ? 5 : 6).strip(), sql));
            }
        }
        return entries;
    }

    private static String text() {
        try (InputStream in = Corpus.class.getResourceAsStream("corpus.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
