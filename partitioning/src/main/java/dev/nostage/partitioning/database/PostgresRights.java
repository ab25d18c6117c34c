package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.TableName.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the connection's role has the rights that its work needs, and none that no policy looks at. */
final class PostgresRights {

    private static final String EXCESS = """
            SELECT c.relname, g.rolname AS grantee, string_agg(DISTINCT a.privilege_type, ', ') AS privileges
            FROM pg_class c JOIN pg_roles u ON u.rolname IN (current_user, session_user) AND NOT u.rolsuper,
                LATERAL (SELECT grantee, privilege_type FROM aclexplode(c.relacl) UNION ALL
                    SELECT e.grantee, e.privilege_type FROM pg_attribute b, aclexplode(b.attacl) e
                    WHERE b.attrelid = c.oid AND NOT b.attisdropped) a LEFT JOIN pg_roles g ON g.oid = a.grantee
            WHERE c.relnamespace = quote_ident(?)::regnamespace AND c.relkind IN ('r', 'p')
                AND a.grantee <> c.relowner AND a.privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN')
                AND (a.grantee = 0 OR pg_has_role(u.oid, a.grantee, 'MEMBER'))
            GROUP BY c.relname, g.rolname ORDER BY c.relname, g.rolname
            """;

    /** Partitions are read through what they are parts of. */
    private static final String UNREADABLE = """
            SELECT c.relname, current_user::text FROM pg_class c
            WHERE c.relnamespace = quote_ident(?)::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                AND NOT has_any_column_privilege(c.oid, 'SELECT')
            ORDER BY c.relname
            """;

    private final Connection connection;
    private final Catalog catalog;

    PostgresRights(Connection connection, Catalog catalog) {
        this.connection = connection;
        this.catalog = catalog;
    }

    private record Excess(TableName table, @Nullable String grantee, String privileges) {}

    private record Unreadable(TableName table, String role) {}

    List<Finding> findings() throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (Excess excess : Rows.of(
                connection,
                EXCESS,
                row -> new Excess(
                        new TableName(catalog.schema(), row.getString(1)), row.getString(2), row.getString(3)),
                catalog.schema())) {
            if (isPartitioned(excess.table())) {
                findings.add(excess(excess));
            }
        }
        for (Unreadable lacking : Rows.of(
                connection,
                UNREADABLE,
                row -> new Unreadable(new TableName(catalog.schema(), row.getString(1)), row.getString(2)),
                catalog.schema())) {
            if (isPartitioned(lacking.table())) {
                findings.add(unreadable(lacking));
            }
        }
        return findings;
    }

    private boolean isPartitioned(TableName table) {
        Table known = catalog.tables().get(table);
        return known != null && known.tenant() != null;
    }

    private static Finding excess(Excess excess) {
        String from = excess.grantee() == null ? "PUBLIC" : quote(excess.grantee());
        return new Finding(
                excess.table().toString(),
                Rule.PRIVILEGE,
                "lets " + from + " do what no policy looks at: " + excess.privileges(),
                List.of("REVOKE " + excess.privileges() + " ON "
                        + excess.table().sql() + " FROM " + from));
    }

    private static Finding unreadable(Unreadable lacking) {
        return new Finding(
                lacking.table().toString(),
                Rule.GRANT,
                "may not be read by " + lacking.role()
                        + ", the application's role, which counts a tenant's rows as it removes them: grant it SELECT,"
                        + " which shows it the current tenant's alone, and what else it needs; or name it in"
                        + " nostage.partitioning.application-role, and migrate",
                List.of("GRANT SELECT ON " + lacking.table().sql() + " TO " + quote(lacking.role())));
    }
}
