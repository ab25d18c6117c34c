package dev.nostage.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may have meant who wrote a name that there is not. */
public final class Nearest {

    private Nearest() {}

    /** The name that differs least; none only where there are none. */
    public static Optional<String> to(String slip, Collection<String> names) {
        return names.stream().min(Comparator.comparingInt(name -> distance(name, slip)));
    }

    /** How many characters must be put in, taken out or changed to make one of the other (Levenshtein). */
    public static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            for (int j = 0; j <= other.length(); j++) {
                row[j] = i == 0 || j == 0
                        ? i + j
                        : Math.min(
                                Math.min(before[j], row[j - 1]) + 1,
                                before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1));
            }
            before = row;
        }
        return before[other.length()];
    }
}
