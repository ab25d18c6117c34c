package dev.nostage.partitioning.database;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was decided about columns, each written {@code table.column}, in any case.
 *
 * @param masked those whose values a copy does not show
 * @param plain those that it shows; where a column is in both it is masked
 * @param written those of them that somebody wrote down by name, and that must be there
 */
public record MaskingRules(Set<String> masked, Set<String> plain, Set<String> written) {

    public MaskingRules {
        masked = anyCase(masked);
        plain = anyCase(plain);
        written = anyCase(written);
    }

    private static Set<String> anyCase(Set<String> names) {
        Set<String> lower = new TreeSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return Set.copyOf(lower);
    }
}
