package dev.nostage.partitioning.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What PostgreSQL reads as a time of now, where it reads a time: {@code 'now'}, {@code 'tomorrow 10:00'}. */
final class SpokenTimes {

    private static final Set<String> WORDS = Set.of("now", "today", "tomorrow", "yesterday");

    private static final Pattern MAY_SPEAK = Pattern.compile(String.join("|", WORDS), Pattern.CASE_INSENSITIVE);

    private static final Pattern WORD_ENDS = Pattern.compile("[^a-z0-9]+");

    private SpokenTimes() {}

    /**
     * The words for now in a text, in quotes.
     *
     * @param asTime whether it is read as a time for certain; else it may be text, or a time where one is expected
     */
    static Set<String> in(String text, boolean asTime) {
        if (!MAY_SPEAK.matcher(text).find()) {
            return Set.of(); // as nearly every text, of which each execution may bring one
        }
        List<String> words = List.of(WORD_ENDS.split(text.toLowerCase(Locale.ROOT)));
        Set<String> spoken = new TreeSet<>();
        if (asTime || words.stream().allMatch(word -> WORDS.contains(word) || isNumber(word))) {
            words.stream().filter(WORDS::contains).forEach(word -> spoken.add("'" + word + "'"));
        }
        return spoken;
    }

    /** Or what stands between two separators. */
    private static boolean isNumber(String word) {
        return word.isEmpty() || word.chars().anyMatch(Character::isDigit);
    }
}
