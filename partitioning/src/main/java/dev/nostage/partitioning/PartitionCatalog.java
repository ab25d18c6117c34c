package dev.nostage.partitioning;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tables carry a tenant, as the catalog tells of the connection's schema; an entity need not map them. Other
 * schemas may be other applications'.
 */
final class PartitionCatalog {

    static final String COLUMN = "tenant_id";

    private PartitionCatalog() {}

    /**
     * A table, ready to be put into SQL.
     *
     * @param ownReferences the columns by which its rows refer to one another, the tenant's left out
     */
    record PartitionedTable(String quotedName, String quotedColumn, List<String> ownReferences) {}

    /**
     * Partitioned tables, those that refer to others before those.
     *
     * @throws SQLException if the catalog cannot be read, or tables refer to each other in a circle
     */
    static List<PartitionedTable> childrenFirst(Connection connection) throws SQLException {
        DatabaseMetaData catalog = connection.getMetaData();
        Map<Table, PartitionedTable> partitioned = partitioned(catalog, connection.getSchema());
        List<PartitionedTable> ordered = new ArrayList<>();
        Set<Table> done = new HashSet<>();
        for (Table table : partitioned.keySet()) {
            visit(table, partitioned, catalog, new HashSet<>(), done, ordered);
        }
        return ordered;
    }

    private static Map<Table, PartitionedTable> partitioned(DatabaseMetaData catalog, String schema)
            throws SQLException {
        String quote = catalog.getIdentifierQuoteString().strip();
        Set<Table> tables = tables(catalog, schema);
        Map<Table, PartitionedTable> partitioned = new LinkedHashMap<>();
        try (ResultSet columns = catalog.getColumns(null, schema, "%", "%")) {
            while (columns.next()) {
                Table table = new Table(columns.getString("TABLE_SCHEM"), columns.getString("TABLE_NAME"));
                String column = columns.getString("COLUMN_NAME");
                if (tables.contains(table) && COLUMN.equalsIgnoreCase(column)) {
                    partitioned.put(
                            table,
                            new PartitionedTable(
                                    table.quoted(quote), quoted(column, quote), ownReferences(catalog, table, quote)));
                }
            }
        }
        return partitioned;
    }

    private static Set<Table> tables(DatabaseMetaData catalog, String schema) throws SQLException {
        Set<Table> found = new HashSet<>();
        try (ResultSet tables =
                catalog.getTables(null, schema, "%", new String[] {"TABLE", "BASE TABLE", "PARTITIONED TABLE"})) {
            while (tables.next()) {
                found.add(new Table(tables.getString("TABLE_SCHEM"), tables.getString("TABLE_NAME")));
            }
        }
        return found;
    }

    private static List<String> ownReferences(DatabaseMetaData catalog, Table table, String quote) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet keys =
                catalog.getCrossReference(null, table.schema(), table.name(), null, table.schema(), table.name())) {
            while (keys.next()) {
                String column = keys.getString("FKCOLUMN_NAME");
                if (!COLUMN.equalsIgnoreCase(column)) {
                    columns.add(quoted(column, quote));
                }
            }
        }
        return columns;
    }

    private static void visit(
            Table table,
            Map<Table, PartitionedTable> partitioned,
            DatabaseMetaData catalog,
            Set<Table> path,
            Set<Table> done,
            List<PartitionedTable> ordered)
            throws SQLException {
        PartitionedTable known = partitioned.get(table);
        if (known == null || done.contains(table)) {
            return;
        }
        if (!path.add(table)) {
            throw new SQLException("Table " + table.schema() + "." + table.name()
                    + " is part of a circle of foreign keys, and no order of deletion"
                    + " satisfies it: break the circle, or declare one of its keys ON DELETE CASCADE");
        }
        try (ResultSet referring = catalog.getExportedKeys(null, table.schema(), table.name())) {
            while (referring.next()) {
                Table child = new Table(referring.getString("FKTABLE_SCHEM"), referring.getString("FKTABLE_NAME"));
                boolean cascades = referring.getShort("DELETE_RULE") == DatabaseMetaData.importedKeyCascade;
                if (!child.equals(table) && !cascades) {
                    visit(child, partitioned, catalog, path, done, ordered);
                }
            }
        }
        path.remove(table);
        done.add(table);
        ordered.add(known);
    }

    private static String quoted(String identifier, String quote) {
        return quote + identifier.replace(quote, quote + quote) + quote;
    }

    private record Table(String schema, String name) {

        String quoted(String quote) {
            return PartitionCatalog.quoted(schema, quote) + "." + PartitionCatalog.quoted(name, quote);
        }
    }
}
