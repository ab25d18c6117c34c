package dev.nostage.partitioning.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

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

    /** Those that somebody wrote down and that are columns of none of these databases; one that cannot be copied has none. */
    public Set<String> unknownIn(Collection<DataSource> databases) {
        Set<String> unknown = new TreeSet<>(written);
        for (DataSource database : databases) {
            if (unknown.isEmpty()) {
                return unknown;
            }
            try (Connection connection = database.getConnection()) {
                if (!Dialect.isKnown(connection)) {
                    continue;
                }
                Column.of(connection, Catalog.schemaOf(connection)).values().stream()
                        .flatMap(List::stream)
                        .forEach(column -> unknown.remove(column.key()));
            } catch (SQLException e) {
                throw new IllegalStateException("The columns of a database could not be read: " + e.getMessage(), e);
            }
        }
        return unknown;
    }

    private static Set<String> anyCase(Set<String> names) {
        Set<String> lower = new TreeSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return Set.copyOf(lower);
    }
}
