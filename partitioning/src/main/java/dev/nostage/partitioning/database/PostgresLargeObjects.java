package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.TableName.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Columns that refer to large objects, which have no policy, and stay when the row goes. */
final class PostgresLargeObjects {

    /** The type of the extension {@code lo} is a domain, and of each there are arrays. Partitions change with their table. */
    private static final String COLUMNS = """
            WITH RECURSIVE large(type) AS (
                SELECT 'oid'::regtype::oid
                UNION SELECT t.oid FROM large JOIN pg_type t ON large.type IN (t.typbasetype, t.typelem))
            SELECT c.relname, a.attname, t.typcategory = 'A' FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            JOIN pg_type t ON t.oid = a.atttypid
            WHERE c.relnamespace = quote_ident(?)::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                AND a.attnum > 0 AND NOT a.attisdropped AND t.oid IN (SELECT type FROM large)
            ORDER BY c.relname, a.attnum
            """;

    /** What changes a column's type may be no sub-query. */
    private static final String MANY = "CREATE OR REPLACE FUNCTION pg_temp.nostage_bytes(numbers oid[]) RETURNS bytea[]"
            + " LANGUAGE sql AS 'SELECT array_agg(lo_get(n) ORDER BY i) FROM unnest(numbers) WITH ORDINALITY AS each(n, i)'";

    private PostgresLargeObjects() {}

    private record Found(TableName table, String column, boolean many) {}

    static List<Finding> findings(Connection connection, Catalog catalog) throws SQLException {
        return Rows.of(
                        connection,
                        COLUMNS,
                        row -> new Found(
                                new TableName(catalog.schema(), row.getString(1)), row.getString(2), row.getBoolean(3)),
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
                        mending(found)))
                .toList();
    }

    private static List<String> mending(Found found) {
        String column = quote(found.column);
        String change = "ALTER TABLE " + found.table.sql() + " ALTER COLUMN " + column + " TYPE ";
        return found.many
                ? List.of(MANY, change + "bytea[] USING pg_temp.nostage_bytes(" + column + "::oid[])")
                : List.of(change + "bytea USING lo_get(" + column + ")");
    }
}
