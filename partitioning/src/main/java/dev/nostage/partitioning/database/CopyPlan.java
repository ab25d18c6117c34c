package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.TableName.quote;

import dev.nostage.partitioning.database.Table.Reference;
import dev.nostage.partitioning.database.Table.UniqueKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a copy puts into each column: the value itself, or a mask. Either was decided, or the copy is refused. */
final class CopyPlan {

    private final Catalog catalog;
    private final Map<String, List<Column>> columns;
    private final MaskingRules rules;
    private final Mask mask;

    CopyPlan(Catalog catalog, Map<String, List<Column>> columns, MaskingRules rules, Mask mask) {
        this.catalog = catalog;
        this.columns = columns;
        this.rules = rules;
        this.mask = mask;
    }

    /** @throws CopyRefusedException with all that has to be decided, or cannot be done */
    void demand(List<Table> tables) {
        Set<String> findings = new TreeSet<>();
        for (Table table : tables) {
            for (Column column : columns(table)) {
                if (isMasked(table, column)) {
                    unmaskable(table, column).ifPresent(why -> findings.add(column + " cannot be masked: " + why));
                } else if (!isDecided(table, column)) {
                    findings.add(column + " may hold what somebody wrote, and no entity maps it: name it in"
                            + " nostage.partitioning.masked-columns or in nostage.partitioning.plain-columns");
                }
            }
        }
        unknown()
                .forEach(name -> findings.add(name + " is named in the rules of masking, and there is no such column"));
        if (!findings.isEmpty()) {
            throw new CopyRefusedException("The tenant cannot be copied:\n  - " + String.join("\n  - ", findings));
        }
    }

    /** Those of a table that a copy fills in, the tenant's among them. */
    List<Column> columns(Table table) {
        return columns.getOrDefault(table.name().name(), List.of()).stream()
                .filter(column -> !column.computed())
                .toList();
    }

    /** @param row the name that the row has in the statement */
    String value(Table table, Column column, String row) {
        String value = row + "." + quote(column.name());
        return isMasked(table, column) ? mask.of(column, value).orElseThrow() : value;
    }

    private boolean isMasked(Table table, Column column) {
        return rules.masked().contains(column.key())
                || (!rules.plain().contains(column.key())
                        && roots(table, column).anyMatch(root -> rules.masked().contains(root.key())));
    }

    private boolean isDecided(Table table, Column column) {
        return Table.isTenant(column.name())
                || !column.mayHoldText()
                || rules.plain().contains(column.key())
                || roots(table, column).findAny().isPresent();
    }

    private Optional<String> unmaskable(Table table, Column column) {
        if (Table.isTenant(column.name())) {
            return Optional.of("it names the tenant");
        }
        if (mask.of(column, "x").isEmpty()) {
            return Optional.of("there is no mask for type " + column.type());
        }
        if (!Mask.staysUnique(column)) {
            Optional<String> key = table.keys().stream()
                    .filter(unique -> unique.columns().contains(column.name()))
                    .map(UniqueKey::name)
                    .findFirst();
            if (key.isPresent()) {
                return key.map(name -> "its masks are too few to stay unique in " + name);
            }
        }
        return referred(table, column)
                .filter(to -> to.column().isEmpty()
                        || !isMasked(to.table(), to.column().get()))
                .map(to -> "it refers to " + to.table().name() + ", where it is not masked")
                .findFirst();
    }

    private record Referred(Table table, Optional<Column> column) {}

    /** The columns that a column refers to. */
    private Stream<Referred> referred(Table table, Column column) {
        return table.references().stream()
                .filter(reference -> reference.columns().contains(column.name()))
                .map(reference -> referred(reference, column));
    }

    private Referred referred(Reference reference, Column column) {
        Table other = catalog.tables().get(reference.to());
        if (other == null) {
            throw new CopyRefusedException(column + " refers to " + reference.to() + ", which is in another schema");
        }
        String name = reference.toColumns().get(reference.columns().indexOf(column.name()));
        return new Referred(
                other,
                other.tenant() == null
                        ? Optional.empty()
                        : columns(other).stream()
                                .filter(one -> one.name().equals(name))
                                .findFirst());
    }

    /** What a column that refers to others has its values from, as far as that was decided: what it says, they said. */
    private Stream<Column> roots(Table table, Column column) {
        List<Column> roots = new ArrayList<>();
        follow(table, column, new HashSet<>(), roots);
        return roots.stream();
    }

    private void follow(Table table, Column column, Set<Column> seen, List<Column> roots) {
        if (!seen.add(column)) {
            return;
        }
        if (rules.masked().contains(column.key()) || rules.plain().contains(column.key())) {
            roots.add(column);
            return;
        }
        for (Referred to : referred(table, column).toList()) {
            if (to.table().tenant() == null) {
                roots.add(column); // a shared table's: everybody knows it
            } else if (to.column().isPresent()) {
                follow(to.table(), to.column().get(), seen, roots);
            }
        }
    }

    private Stream<String> unknown() {
        Set<String> known =
                columns.values().stream().flatMap(List::stream).map(Column::key).collect(Collectors.toSet());
        return rules.written().stream().filter(name -> !known.contains(name));
    }
}
