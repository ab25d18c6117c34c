package dev.nostage.testkit.isolation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What came of every attack: a table in Markdown. */
final class Report {

    private static final Path DIRECTORY = Path.of("target", "isolation");

    private final Class<?> suite;
    private final List<Line> lines = new ArrayList<>();

    Report(Class<?> suite) {
        this.suite = suite;
    }

    /** Runs an attack, and keeps what came of it. */
    void run(String surface, Attack attack) throws Exception {
        try {
            lines.add(new Line(surface, attack.name(), attack.attempt().run()));
        } catch (LeakError e) {
            lines.add(new Line(surface, attack.name(), "**LEAK** " + e.getMessage()));
            throw e;
        } catch (Throwable e) {
            lines.add(new Line(surface, attack.name(), "**not exercised** " + e.getMessage()));
            throw e;
        }
    }

    void write() {
        StringBuilder text = new StringBuilder("# Isolation: ")
                .append(suite.getSimpleName())
                .append("\n\n| surface | attack | outcome |\n|---|---|---|\n");
        for (Line line : lines) {
            text.append("| ")
                    .append(cell(line.surface()))
                    .append(" | ")
                    .append(cell(line.attack()))
                    .append(" | ")
                    .append(cell(line.outcome()))
                    .append(" |\n");
        }
        try {
            Files.createDirectories(DIRECTORY);
            Files.writeString(DIRECTORY.resolve(suite.getName() + ".md"), text);
        } catch (IOException e) {
            throw new UncheckedIOException("The isolation report could not be written to " + DIRECTORY, e);
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ");
    }

    private record Line(String surface, String attack, String outcome) {}
}
