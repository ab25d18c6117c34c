package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.TableName.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Columns that refer to large objects, which have no policy, and stay when the row goes. */
final class PostgresLargeObjects {

    /** The type of the extension {@code lo} is a domain. Partitions change with their table. */
    private static final String COLUMNS = """
            SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            JOIN pg_type t ON t.oid = a.atttypid
            WHERE c.relnamespace = quote_ident(?)::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                AND a.attnum > 0 AND NOT a.attisdropped AND 'oid'::regtype IN (t.oid, t.typbasetype)
            ORDER BY c.relname, a.attnum
            """;

    private PostgresLargeObjects() {}

    private record Found(TableName table, String column) {}

    static List<Finding> findings(Connection connection, Catalog catalog) throws SQLException {
        return Rows.of(
                        connection,
                        COLUMNS,
                        row -> new Found(new TableName(catalog.schema(), row.getString(1)), row.getString(2)),
                        catalog.schema())
                .stream()
                .filter(found -> {
                    Table table = catalog.tables().get(found.table);
                    return table != null && table.tenant() != null;
                })
                .map(found -> new Finding(
                        found.table.toString(),
                        Rule.LARGE_OBJECT,
                        "refers by " + quote(found.column) + " to large objects, which have no policy, and are neither"
                                + " copied nor removed with the row; unlink them behind this",
                        List.of("ALTER TABLE " + found.table.sql() + " ALTER COLUMN " + quote(found.column)
                                + " TYPE bytea USING lo_get(" + quote(found.column) + ")")))
                .toList();
    }
}
