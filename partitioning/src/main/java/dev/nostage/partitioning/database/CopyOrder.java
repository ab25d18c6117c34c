package dev.nostage.partitioning.database;

import dev.nostage.partitioning.database.Table.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * In which order tables are filled: those that are referred to first. A reference that no order satisfies, as of a table to
 * itself, is left empty at first, and put in when all rows are there.
 *
 * @param tables in their order
 * @param late columns that are put in later, each of a reference of its own
 */
record CopyOrder(List<Table> tables, Set<LateColumn> late) {

    record LateColumn(Table table, String column) {}

    /** @throws CopyRefusedException if tables refer to each other in a circle, and none of them may let go for a while */
    static CopyOrder of(Collection<Table> partitioned) {
        Set<Table> left = new LinkedHashSet<>(partitioned);
        Set<Reference> postponed = new HashSet<>();
        Set<LateColumn> late = new LinkedHashSet<>();
        List<Table> ordered = new ArrayList<>();
        for (Table table : partitioned) {
            table.references().stream()
                    .filter(reference -> reference.to().equals(table.name()) && mayWait(reference))
                    .forEach(reference -> late.add(lateColumn(table, reference)));
        }
        while (!left.isEmpty()) {
            List<Table> ready = left.stream()
                    .filter(table -> waitsFor(table, left, postponed).isEmpty())
                    .toList();
            ordered.addAll(ready);
            left.removeAll(ready);
            if (ready.isEmpty()) {
                postponeOne(left, postponed, late);
            }
        }
        return new CopyOrder(ordered, late);
    }

    /** References to other tables that have no rows yet. */
    private static List<Reference> waitsFor(Table table, Set<Table> left, Set<Reference> postponed) {
        return table.references().stream()
                .filter(reference -> !reference.to().equals(table.name()))
                .filter(reference -> !postponed.contains(reference))
                .filter(reference ->
                        left.stream().anyMatch(other -> other.name().equals(reference.to())))
                .toList();
    }

    private static void postponeOne(Set<Table> left, Set<Reference> postponed, Set<LateColumn> late) {
        for (Table table : left) {
            for (Reference reference : waitsFor(table, left, postponed)) {
                if (mayWait(reference)) {
                    postponed.add(reference);
                    late.add(lateColumn(table, reference));
                    return;
                }
            }
        }
        throw new CopyRefusedException("Tables "
                + left.stream().map(table -> table.name().toString()).collect(Collectors.joining(", "))
                + " stand in a circle of foreign keys, or behind one, and no order of copying satisfies it: let a column"
                + " of one of these keys be null");
    }

    private static boolean mayWait(Reference reference) {
        return reference.optional().stream().anyMatch(column -> !Table.isTenant(column));
    }

    private static LateColumn lateColumn(Table table, Reference reference) {
        return new LateColumn(
                table,
                reference.optional().stream()
                        .filter(column -> !Table.isTenant(column))
                        .findFirst()
                        .orElseThrow());
    }

    boolean isLate(Table table, Column column) {
        return late.contains(new LateColumn(table, column.name()));
    }
}
