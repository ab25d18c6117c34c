package dev.nostage.partitioning.database;

import dev.nostage.partitioning.database.Table.Reference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The tables of the connection's schema, whether an entity maps them or not. Other schemas may be other applications'.
 *
 * @param tables by name, in the order of their names
 */
record Catalog(String schema, Map<TableName, Table> tables) {

    static Catalog of(Connection connection) throws SQLException {
        return Dialect.of(connection).catalog(connection);
    }

    static String schemaOf(Connection connection) throws SQLException {
        String schema = connection.getSchema();
        if (schema == null) {
            throw new SQLException("The connection has no schema: name one that its user may use");
        }
        return schema;
    }

    /** Those that carry a tenant. */
    List<Table> partitioned() {
        return tables.values().stream().filter(table -> table.tenant() != null).toList();
    }

    /** The foreign keys that refer to a table, each with the table that it is of. */
    Stream<Map.Entry<Table, Reference>> referring(TableName to) {
        return tables.values().stream()
                .flatMap(table -> table.references().stream()
                        .filter(reference -> reference.to().equals(to))
                        .map(reference -> Map.entry(table, reference)));
    }

    /**
     * Partitioned tables, those that refer to others before those. Also where a row would go with the one that it refers
     * to, unless no order satisfies all of them: so each is counted, and as few go at once as are meant to.
     *
     * @throws SQLException if tables refer to each other in a circle
     */
    List<Table> childrenFirst() throws SQLException {
        try {
            return childrenFirst(reference -> true);
        } catch (CircleException e) {
            return childrenFirst(reference -> !reference.cascades());
        }
    }

    private List<Table> childrenFirst(Predicate<Reference> counts) throws CircleException {
        List<Table> ordered = new ArrayList<>();
        for (Table table : partitioned()) {
            visit(table, counts, new HashSet<>(), ordered);
        }
        return ordered;
    }

    private void visit(Table table, Predicate<Reference> counts, Set<Table> path, List<Table> ordered)
            throws CircleException {
        if (table.tenant() == null || ordered.contains(table)) {
            return;
        }
        if (!path.add(table)) {
            throw new CircleException(table);
        }
        for (Map.Entry<Table, Reference> referring : referring(table.name()).toList()) {
            if (!referring.getKey().equals(table) && counts.test(referring.getValue())) {
                visit(referring.getKey(), counts, path, ordered);
            }
        }
        path.remove(table);
        ordered.add(table);
    }

    private static final class CircleException extends SQLException {
        CircleException(Table table) {
            super("Table " + table.name() + " is part of a circle of foreign keys, and no order of deletion satisfies"
                    + " it: break the circle, or declare one of its keys ON DELETE CASCADE");
        }
    }
}
