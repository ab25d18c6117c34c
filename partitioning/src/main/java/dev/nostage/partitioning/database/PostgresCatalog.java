package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.TableName.quote;

import dev.nostage.partitioning.database.Table.Reference;
import dev.nostage.partitioning.database.Table.Storage;
import dev.nostage.partitioning.database.Table.TenantColumn;
import dev.nostage.partitioning.database.Table.UniqueKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a schema's tables from PostgreSQL's {@code pg_catalog}. */
final class PostgresCatalog {

    private static final String TABLES = """
            SELECT c.relname, c.relkind::text, a.attname, a.attnotnull AND NOT EXISTS (
                    SELECT 1 FROM pg_constraint n WHERE n.conrelid = c.oid AND n.contype = 'n'
                    AND n.conkey = ARRAY[a.attnum] AND NOT n.convalidated) AS never_null,
                t.typname IN ('varchar', 'text') AND coalesce(l.collisdeterministic, false) AS is_text,
                ARRAY(SELECT pg_get_expr(k.conbin, k.conrelid) FROM pg_constraint k WHERE k.conrelid = c.oid
                    AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum] AND k.convalidated
                    AND coalesce(to_jsonb(k)->>'conenforced', 'true') = 'true') AS checks
            FROM pg_class c
            LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND lower(a.attname) = 'tenant_id' AND NOT a.attisdropped
            LEFT JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_collation l ON l.oid = a.attcollation
            WHERE c.relnamespace = quote_ident(?)::regnamespace AND c.relkind IN ('r', 'p', 'f')
            ORDER BY c.relname, a.attname DESC
            """;

    private static final String KEYS = """
            SELECT c.relname, x.relname AS name, i.indisprimary, k.conname IS NOT NULL AS is_constraint,
                x.relispartition OR coalesce(k.conparentid <> 0, false) AS inherited,
                coalesce(pg_get_constraintdef(k.oid), pg_get_indexdef(i.indexrelid)) AS definition,
                CASE WHEN k.oid IS NULL THEN ' USING ' || m.amname || ' (' ELSE '(' END AS head,
                ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY u(n, o)
                    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.n
                    WHERE u.o <= i.indnkeyatts AND (k.conexclop IS NULL OR lower(a.attname) <> 'tenant_id'
                        OR EXISTS (SELECT 1 FROM pg_operator p WHERE p.oid = k.conexclop[u.o] AND p.oprname = '='
                            AND p.oprnamespace = 'pg_catalog'::regnamespace))
                    ORDER BY u.o) AS columns
            FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
            JOIN pg_am m ON m.oid = x.relam
            LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid
                AND k.contype IN ('p', 'u', 'x')
            WHERE c.relnamespace = quote_ident(?)::regnamespace AND (i.indisunique OR i.indisexclusion)
            ORDER BY x.relname
            """;

    private static final String REFERENCES = """
            SELECT c.relname, k.conname, n.nspname, o.relname AS other, k.conparentid <> 0 AS inherited,
                k.confdeltype::text AS deletes, k.confupdtype::text AS updates,
                CASE WHEN k.condeferrable THEN ' DEFERRABLE' ELSE '' END
                    || CASE WHEN k.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END AS deferred,
                ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u(n, o)
                    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY u.o) AS columns,
                ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u(n, o)
                    JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n ORDER BY u.o) AS others,
                ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = k.conrelid
                    AND a.attnum = ANY(k.conkey) AND NOT a.attnotnull) AS optional
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class o ON o.oid = k.confrelid
            JOIN pg_namespace n ON n.oid = o.relnamespace
            WHERE k.contype = 'f' AND c.relnamespace = quote_ident(?)::regnamespace
            ORDER BY k.conname
            """;

    private static final Map<String, String> ACTIONS =
            Map.of("r", "RESTRICT", "c", "CASCADE", "n", "SET NULL", "d", "SET DEFAULT");

    private final Connection connection;
    private final String schema;

    PostgresCatalog(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    private record PartOf<T>(String table, T part) {}

    Catalog read() throws SQLException {
        List<PartOf<UniqueKey>> keys =
                Rows.of(connection, KEYS, row -> new PartOf<>(row.getString(1), key(row)), schema);
        List<PartOf<Reference>> references =
                Rows.of(connection, REFERENCES, row -> new PartOf<>(row.getString(1), reference(row)), schema);
        Map<TableName, Table> tables = new LinkedHashMap<>();
        for (Table table : Rows.of(
                connection,
                TABLES,
                row -> {
                    TableName name = new TableName(schema, row.getString(1));
                    return new Table(
                            name, storage(row.getString(2)), tenant(row), of(name, keys), of(name, references));
                },
                schema)) {
            tables.putIfAbsent(table.name(), table);
        }
        return new Catalog(schema, tables);
    }

    private static <T> List<T> of(TableName table, List<PartOf<T>> parts) {
        return parts.stream()
                .filter(part -> part.table().equals(table.name()))
                .map(PartOf::part)
                .toList();
    }

    private static Storage storage(String kind) {
        return switch (kind) {
            case "p" -> Storage.IN_PARTITIONS;
            case "f" -> Storage.ELSEWHERE;
            default -> Storage.HERE;
        };
    }

    private @Nullable TenantColumn tenant(ResultSet row) throws SQLException {
        String column = row.getString("attname");
        if (column == null) {
            return null;
        }
        boolean isText = row.getBoolean("is_text");
        boolean mayBeEmpty = true;
        for (String check : isText ? Rows.texts(row, "checks") : List.<String>of()) {
            mayBeEmpty &= Rows.of(
                            connection,
                            "SELECT 1 FROM (SELECT ''::varchar AS " + quote(column) + ") empty WHERE NOT (" + check
                                    + ")",
                            found -> found.getInt(1))
                    .isEmpty();
        }
        return new TenantColumn(column, isText, !row.getBoolean("never_null"), mayBeEmpty);
    }

    private static UniqueKey key(ResultSet row) throws SQLException {
        String definition = row.getString("definition");
        String head = row.getString("head");
        int split = definition.indexOf(head) + head.length();
        return new UniqueKey(
                row.getString("name"),
                row.getBoolean("indisprimary"),
                row.getBoolean("is_constraint"),
                row.getBoolean("inherited"),
                Rows.texts(row, "columns"),
                definition.substring(0, split),
                definition.substring(split));
    }

    private static Reference reference(ResultSet row) throws SQLException {
        List<String> columns = Rows.texts(row, "columns");
        String deletes = row.getString("deletes");
        // The tenant stays what it is when the row that is referred to goes.
        String alone = "nd".contains(deletes)
                ? " " + Table.list(columns.stream().filter(column -> !Table.isTenant(column)))
                : "";
        return new Reference(
                row.getString("conname"),
                columns,
                new TableName(row.getString("nspname"), row.getString("other")),
                Rows.texts(row, "others"),
                Rows.texts(row, "optional"),
                row.getBoolean("inherited"),
                deletes.equals("c"),
                action(" ON DELETE ", deletes, alone)
                        + ("cr".contains(row.getString("updates"))
                                ? action(" ON UPDATE ", row.getString("updates"), "")
                                : "")
                        + row.getString("deferred"));
    }

    private static String action(String when, String code, String columns) {
        String action = ACTIONS.get(code);
        return action == null ? "" : when + action + columns;
    }
}
