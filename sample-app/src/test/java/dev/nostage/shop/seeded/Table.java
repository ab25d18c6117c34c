package dev.nostage.shop.seeded;

import java.util.List;
import java.util.stream.Collectors;

/** What the README tells of the seeds: a line for each. */
final class Table {

    private static final String BEGIN = "<!-- Written by SeededLeaksIT. -->\n";
    private static final String END = "<!-- So far. -->\n";

    private final String lines;

    private Table(String lines) {
        this.lines = lines;
    }

    static Table of(List<Seed> seeds) {
        return new Table(seeds.stream()
                .map(seed -> "| " + seed.name() + " | " + seed.catcher().title() + " | `"
                        + seed.says().replaceAll("\\s+", " ").replace("|", "\\|") + "` |\n")
                .collect(Collectors.joining("", "| what was done | caught by | which says |\n|---|---|---|\n", "")));
    }

    String text() {
        return lines;
    }

    /** What the page has now. */
    static String standsIn(String page) {
        return page.substring(begin(page), end(page));
    }

    /** The page, with this table in the place of the one that stands in it. */
    String in(String page) {
        return page.substring(0, begin(page)) + lines + page.substring(end(page));
    }

    private static int begin(String page) {
        int begin = page.indexOf(BEGIN);
        if (begin < 0) {
            throw new IllegalStateException("The README has no line " + BEGIN.strip());
        }
        return begin + BEGIN.length();
    }

    private static int end(String page) {
        int end = page.indexOf(END, begin(page));
        if (end < 0) {
            throw new IllegalStateException("The README has no line " + END.strip() + " after " + BEGIN.strip());
        }
        return end;
    }
}
