package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.TableName.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the connection's role stands behind the policies, and has no right that they do not look at. */
final class PostgresRoles {

    /** The session's user counts too: {@code RESET ROLE} leads back to it. */
    private static final String BYPASSING = """
            SELECT r.rolname, u.rolname AS member FROM pg_roles u JOIN pg_roles r
                ON r.oid = u.oid OR (NOT u.rolsuper AND pg_has_role(u.oid, r.oid, 'MEMBER'))
            WHERE u.rolname IN (current_user, session_user) AND (r.rolsuper OR r.rolbypassrls)
            """;

    private static final String OWNED = """
            SELECT c.relname, o.rolname, u.rolname AS member FROM pg_class c JOIN pg_roles o ON o.oid = c.relowner
            JOIN pg_roles u ON u.oid = o.oid OR (NOT u.rolsuper AND pg_has_role(u.oid, o.oid, 'MEMBER'))
            WHERE c.relnamespace = quote_ident(?)::regnamespace AND c.relkind IN ('r', 'p')
                AND u.rolname IN (current_user, session_user)
            ORDER BY c.relname
            """;

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

    private static final String NEW_OWNER = "nostage_owner";

    private static final String BLIND =
            "SELECT rolname FROM pg_roles WHERE rolname = current_user AND NOT rolsuper AND NOT rolbypassrls";

    private final Connection connection;
    private final Catalog catalog;

    PostgresRoles(Connection connection, Catalog catalog) {
        this.connection = connection;
        this.catalog = catalog;
    }

    private record Owned(String table, String owner, String member) {}

    private record Excess(String table, @Nullable String grantee, String privileges) {}

    static List<Finding> blind(Connection connection) throws SQLException {
        return Rows.of(
                connection,
                BLIND,
                row -> new Finding(
                        "role " + row.getString(1),
                        Rule.ACROSS,
                        "works across tenants, and every policy hides their rows from it",
                        List.of("ALTER ROLE " + quote(row.getString(1)) + " BYPASSRLS")));
    }

    List<Finding> findings() throws SQLException {
        List<Finding> findings =
                new ArrayList<>(Rows.of(connection, BYPASSING, row -> bypassing(row.getString(1), row.getString(2))));
        owners(findings);
        for (Excess excess : Rows.of(
                connection,
                EXCESS,
                row -> new Excess(row.getString(1), row.getString(2), row.getString(3)),
                catalog.schema())) {
            if (isPartitioned(excess.table())) {
                findings.add(excess(excess));
            }
        }
        return findings;
    }

    private boolean isPartitioned(String table) {
        Table known = catalog.tables().get(new TableName(catalog.schema(), table));
        return known != null && known.tenant() != null;
    }

    private static Finding bypassing(String role, String member) {
        return role.equals(member)
                ? new Finding(
                        "role " + role,
                        Rule.ROLE,
                        "passes by every policy: let the application connect as a role of its own",
                        List.of("ALTER ROLE " + quote(role) + " NOSUPERUSER NOBYPASSRLS"))
                : new Finding(
                        "role " + member,
                        Rule.ROLE,
                        "may become " + role + ", which passes by every policy",
                        List.of("REVOKE " + quote(role) + " FROM " + quote(member)));
    }

    private void owners(List<Finding> findings) throws SQLException {
        boolean made = !Rows.of(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", row -> row.getInt(1), NEW_OWNER)
                .isEmpty();
        for (Owned owned : Rows.of(
                connection,
                OWNED,
                row -> new Owned(row.getString(1), row.getString(2), row.getString(3)),
                catalog.schema())) {
            if (!isPartitioned(owned.table())) {
                continue;
            }
            TableName table = new TableName(catalog.schema(), owned.table());
            if (owned.owner().equals(owned.member())) {
                findings.add(
                        new Finding(table.toString(), Rule.ROLE, owns(owned), newOwner(table, owned.member(), !made)));
                made = true;
            } else {
                findings.add(new Finding(
                        table.toString(),
                        Rule.ROLE,
                        owns(owned),
                        List.of("REVOKE " + quote(owned.owner()) + " FROM " + quote(owned.member()))));
            }
        }
    }

    private static String owns(Owned owned) {
        return "is owned by " + owned.owner() + ", which the application's " + owned.member()
                + " is or may become, and its owner can take the policies away";
    }

    private static List<String> newOwner(TableName table, String application, boolean make) {
        List<String> ddl = new ArrayList<>();
        if (make) {
            ddl.add("CREATE ROLE " + NEW_OWNER);
            ddl.add("GRANT USAGE, CREATE ON SCHEMA " + quote(table.schema()) + " TO " + NEW_OWNER);
        }
        ddl.add("ALTER TABLE " + table.sql() + " OWNER TO " + NEW_OWNER);
        ddl.add("GRANT SELECT, INSERT, UPDATE, DELETE ON " + table.sql() + " TO " + quote(application));
        return ddl;
    }

    private Finding excess(Excess excess) {
        TableName table = new TableName(catalog.schema(), excess.table());
        String from = excess.grantee() == null ? "PUBLIC" : quote(excess.grantee());
        return new Finding(
                table.toString(),
                Rule.PRIVILEGE,
                "lets " + from + " do what no policy looks at: " + excess.privileges(),
                List.of("REVOKE " + excess.privileges() + " ON " + table.sql() + " FROM " + from));
    }
}
