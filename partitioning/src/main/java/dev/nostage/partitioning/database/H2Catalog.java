package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.TableName.quote;

import dev.nostage.partitioning.database.Table.Reference;
import dev.nostage.partitioning.database.Table.Storage;
import dev.nostage.partitioning.database.Table.TenantColumn;
import dev.nostage.partitioning.database.Table.UniqueKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a schema's tables from H2's {@code INFORMATION_SCHEMA}. */
final class H2Catalog {

    private static final String COLUMNS = """
            SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, IS_NULLABLE FROM INFORMATION_SCHEMA.COLUMNS
            WHERE TABLE_SCHEMA = ? AND LOWER(COLUMN_NAME) = 'tenant_id'
            """;

    /** Only checks that look at nothing else: such a one can be tried. */
    private static final String CHECKS = """
            SELECT T.TABLE_NAME, C.CHECK_CLAUSE FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS T
            JOIN INFORMATION_SCHEMA.CHECK_CONSTRAINTS C USING (CONSTRAINT_SCHEMA, CONSTRAINT_NAME)
            WHERE T.TABLE_SCHEMA = ? AND NOT EXISTS (
                SELECT 1 FROM INFORMATION_SCHEMA.CONSTRAINT_COLUMN_USAGE U
                WHERE U.CONSTRAINT_SCHEMA = T.CONSTRAINT_SCHEMA AND U.CONSTRAINT_NAME = T.CONSTRAINT_NAME
                AND LOWER(U.COLUMN_NAME) <> 'tenant_id')
            """;

    private static final String KEYS = """
            SELECT I.TABLE_NAME, I.INDEX_NAME, I.NULLS_DISTINCT, T.CONSTRAINT_NAME, T.CONSTRAINT_TYPE,
                (SELECT ARRAY_AGG(C.COLUMN_NAME ORDER BY C.ORDINAL_POSITION) FROM INFORMATION_SCHEMA.INDEX_COLUMNS C
                 WHERE C.INDEX_SCHEMA = I.INDEX_SCHEMA AND C.INDEX_NAME = I.INDEX_NAME AND C.TABLE_NAME = I.TABLE_NAME
                 AND C.IS_UNIQUE) AS COLUMNS
            FROM INFORMATION_SCHEMA.INDEXES I LEFT JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS T
                ON T.INDEX_SCHEMA = I.INDEX_SCHEMA AND T.INDEX_NAME = I.INDEX_NAME AND T.TABLE_NAME = I.TABLE_NAME
                AND T.CONSTRAINT_TYPE IN ('PRIMARY KEY', 'UNIQUE')
            WHERE I.TABLE_SCHEMA = ?
                AND (I.INDEX_TYPE_NAME = 'PRIMARY KEY' OR I.INDEX_TYPE_NAME LIKE 'UNIQUE%'
                    OR T.CONSTRAINT_TYPE IS NOT NULL)
            ORDER BY I.INDEX_NAME
            """;

    private static final String REFERENCES = """
            SELECT T.TABLE_NAME, R.CONSTRAINT_NAME, P.TABLE_SCHEMA, P.TABLE_NAME, R.DELETE_RULE, R.UPDATE_RULE,
                (SELECT ARRAY_AGG(K.COLUMN_NAME ORDER BY K.ORDINAL_POSITION) FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE K
                 WHERE K.CONSTRAINT_SCHEMA = R.CONSTRAINT_SCHEMA AND K.CONSTRAINT_NAME = R.CONSTRAINT_NAME) AS COLUMNS,
                (SELECT ARRAY_AGG(U.COLUMN_NAME ORDER BY K.ORDINAL_POSITION) FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE K
                 JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE U ON U.CONSTRAINT_SCHEMA = R.UNIQUE_CONSTRAINT_SCHEMA
                 AND U.CONSTRAINT_NAME = R.UNIQUE_CONSTRAINT_NAME
                 AND U.ORDINAL_POSITION = K.POSITION_IN_UNIQUE_CONSTRAINT
                 WHERE K.CONSTRAINT_SCHEMA = R.CONSTRAINT_SCHEMA AND K.CONSTRAINT_NAME = R.CONSTRAINT_NAME) AS OTHERS,
                (SELECT ARRAY_AGG(K.COLUMN_NAME) FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE K
                 JOIN INFORMATION_SCHEMA.COLUMNS C ON C.TABLE_SCHEMA = K.TABLE_SCHEMA AND C.TABLE_NAME = K.TABLE_NAME
                 AND C.COLUMN_NAME = K.COLUMN_NAME AND C.IS_NULLABLE = 'YES'
                 WHERE K.CONSTRAINT_SCHEMA = R.CONSTRAINT_SCHEMA AND K.CONSTRAINT_NAME = R.CONSTRAINT_NAME) AS OPTIONAL
            FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS R
            JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS T ON T.CONSTRAINT_SCHEMA = R.CONSTRAINT_SCHEMA
                AND T.CONSTRAINT_NAME = R.CONSTRAINT_NAME
            JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS P ON P.CONSTRAINT_SCHEMA = R.UNIQUE_CONSTRAINT_SCHEMA
                AND P.CONSTRAINT_NAME = R.UNIQUE_CONSTRAINT_NAME
            WHERE T.TABLE_SCHEMA = ?
            ORDER BY R.CONSTRAINT_NAME
            """;

    private final Connection connection;
    private final String schema;

    H2Catalog(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    private record PartOf<T>(String table, T part) {}

    Catalog read() throws SQLException {
        List<PartOf<String>> checks =
                Rows.of(connection, CHECKS, row -> new PartOf<>(row.getString(1), row.getString(2)), schema);
        List<PartOf<TenantColumn>> columns = Rows.of(
                connection,
                COLUMNS,
                row -> new PartOf<>(
                        row.getString(1),
                        new TenantColumn(
                                row.getString(2),
                                row.getString(3).equals("CHARACTER VARYING"),
                                row.getString(4).equals("YES"),
                                true)),
                schema);
        List<PartOf<UniqueKey>> keys = keys();
        List<PartOf<Reference>> references = references();
        Map<TableName, Table> tables = new LinkedHashMap<>();
        for (PartOf<String> found : Rows.of(
                connection,
                "SELECT TABLE_NAME, STORAGE_TYPE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = ?"
                        + " AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME",
                row -> new PartOf<>(row.getString(1), row.getString(2)),
                schema)) {
            TableName name = new TableName(schema, found.table());
            tables.put(
                    name,
                    new Table(
                            name,
                            found.part().equals("TABLE LINK") ? Storage.ELSEWHERE : Storage.HERE,
                            tenant(of(name, columns), of(name, checks)),
                            of(name, keys),
                            of(name, references)));
        }
        return new Catalog(schema, tables);
    }

    private static <T> List<T> of(TableName table, List<PartOf<T>> parts) {
        return parts.stream()
                .filter(part -> part.table().equals(table.name()))
                .map(PartOf::part)
                .toList();
    }

    private @Nullable TenantColumn tenant(List<TenantColumn> columns, List<String> checks) throws SQLException {
        if (columns.isEmpty()) {
            return null;
        }
        TenantColumn column = columns.get(0);
        boolean mayBeEmpty = true;
        for (String check : column.isText() ? checks : List.<String>of()) {
            mayBeEmpty &= Rows.of(
                            connection,
                            "SELECT 1 FROM (SELECT CAST('' AS VARCHAR) AS " + quote(column.name()) + ") WHERE NOT ("
                                    + check + ")",
                            row -> row.getInt(1))
                    .isEmpty();
        }
        return new TenantColumn(column.name(), column.isText(), column.nullable(), mayBeEmpty);
    }

    private List<PartOf<UniqueKey>> keys() throws SQLException {
        return Rows.of(
                connection,
                KEYS,
                row -> {
                    String constraint = row.getString("CONSTRAINT_NAME");
                    List<String> columns = Rows.texts(row, "COLUMNS");
                    String distinct = "NO".equals(row.getString("NULLS_DISTINCT"))
                            ? " NULLS NOT DISTINCT"
                            : "ALL DISTINCT".equals(row.getString("NULLS_DISTINCT")) ? " NULLS ALL DISTINCT" : "";
                    String table = row.getString("TABLE_NAME");
                    String name = constraint == null ? row.getString("INDEX_NAME") : constraint;
                    return new PartOf<>(
                            table,
                            new UniqueKey(
                                    name,
                                    "PRIMARY KEY".equals(row.getString("CONSTRAINT_TYPE")),
                                    constraint != null,
                                    false,
                                    columns,
                                    constraint == null
                                            ? "CREATE UNIQUE" + distinct + " INDEX "
                                                    + new TableName(schema, name).sql() + " ON "
                                                    + new TableName(schema, table).sql() + " ("
                                            : "UNIQUE" + distinct + " (",
                                    Table.list(columns.stream()).substring(1)));
                },
                schema);
    }

    private List<PartOf<Reference>> references() throws SQLException {
        return Rows.of(
                connection,
                REFERENCES,
                row -> {
                    String delete = row.getString(5);
                    String update = row.getString(6);
                    return new PartOf<>(
                            row.getString(1),
                            new Reference(
                                    row.getString(2),
                                    Rows.texts(row, "COLUMNS"),
                                    new TableName(row.getString(3), row.getString(4)),
                                    Rows.texts(row, "OTHERS"),
                                    Rows.texts(row, "OPTIONAL"),
                                    false,
                                    delete.equals("CASCADE"),
                                    // H2 sets every column to null, the tenant's too: so such a key refuses instead.
                                    (delete.startsWith("SET") ? "" : " ON DELETE " + delete)
                                            + (update.startsWith("SET") ? "" : " ON UPDATE " + update)));
                },
                schema);
    }
}
