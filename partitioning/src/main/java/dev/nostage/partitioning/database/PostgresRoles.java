package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.TableName.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether the connection's role stands behind the policies; and whether one that must not does. */
final class PostgresRoles {

    /** The session's user counts too: {@code RESET ROLE} leads back to it. */
    private static final String BYPASSING = """
            SELECT r.rolname, u.rolname AS member, r.rolsuper FROM pg_roles u JOIN pg_roles r
                ON r.oid = u.oid OR (NOT u.rolsuper AND pg_has_role(u.oid, r.oid, 'MEMBER'))
            WHERE u.rolname IN (current_user, session_user) AND (r.rolsuper OR r.rolbypassrls)
            """;

    private static final String OWNED = """
            SELECT c.relname, o.rolname, u.rolname AS member FROM pg_class c JOIN pg_roles o ON o.oid = c.relowner
            LEFT JOIN pg_roles u ON u.rolname IN (current_user, session_user)
                AND (u.oid = o.oid OR (NOT u.rolsuper AND pg_has_role(u.oid, o.oid, 'MEMBER')))
            WHERE c.relnamespace = quote_ident(?)::regnamespace AND c.relkind IN ('r', 'p')
            ORDER BY c.relname
            """;

    private static final String ANOTHER = "let the data source connect as another role, set in its username and in"
            + " nostage.partitioning.application-role, which owns nothing and which a superuser makes by CREATE ROLE … LOGIN";

    private static final String BLIND =
            "SELECT rolname FROM pg_roles WHERE rolname = current_user AND NOT rolsuper AND NOT rolbypassrls";

    private final Connection connection;
    private final Catalog catalog;

    PostgresRoles(Connection connection, Catalog catalog) {
        this.connection = connection;
        this.catalog = catalog;
    }

    /** @param member who of the application is its owner or may become it; null if nobody */
    private record Owned(
            TableName table, String owner, @Nullable String member) {

        boolean isItself() {
            return owner.equals(member);
        }
    }

    /** @param applications the roles that must stay behind the policies */
    static List<Finding> blind(Connection connection, Set<String> applications) throws SQLException {
        return Rows.of(connection, BLIND, row -> blind(row.getString(1), applications));
    }

    private static Finding blind(String role, Set<String> applications) {
        String what = "works across tenants, and every policy hides their rows from it";
        return applications.contains(role)
                ? new Finding(
                        "role " + role,
                        Rule.ACROSS,
                        what
                                + ", as it must: it is the application's. Let this data source connect as another, set in its"
                                + " username, which a superuser makes by CREATE ROLE … LOGIN BYPASSRLS",
                        List.of())
                : new Finding(
                        "role " + role,
                        Rule.ACROSS,
                        what + "; a superuser runs the statement",
                        List.of("ALTER ROLE " + quote(role) + " BYPASSRLS"));
    }

    List<Finding> findings() throws SQLException {
        List<Finding> findings = new ArrayList<>(Rows.of(
                connection, BYPASSING, row -> bypassing(row.getString(1), row.getString(2), row.getBoolean(3))));
        owners(findings);
        return findings;
    }

    private static Finding bypassing(String role, String member, boolean isSuperuser) {
        if (!role.equals(member)) {
            return new Finding(
                    "role " + member,
                    Rule.ROLE,
                    "may become " + role + ", which passes by every policy; a superuser runs the statement",
                    List.of("REVOKE " + quote(role) + " FROM " + quote(member)));
        }
        return isSuperuser
                ? new Finding(
                        "role " + role,
                        Rule.ROLE,
                        "is a superuser, for whom no policy holds: " + ANOTHER
                                + ". If it is the application's own, let another superuser take that from it",
                        List.of())
                : new Finding(
                        "role " + role,
                        Rule.ROLE,
                        "passes by every policy: let a superuser run the statement, or, if it has that for other work, "
                                + ANOTHER,
                        List.of("ALTER ROLE " + quote(role) + " NOBYPASSRLS"));
    }

    private void owners(List<Finding> findings) throws SQLException {
        List<Owned> partitioned = Rows.of(
                        connection,
                        OWNED,
                        row -> new Owned(
                                new TableName(catalog.schema(), row.getString(1)), row.getString(2), row.getString(3)),
                        catalog.schema())
                .stream()
                .filter(owned -> isPartitioned(owned.table()))
                .toList();
        Optional<String> keeper = partitioned.stream()
                .filter(owned -> owned.member() == null)
                .map(Owned::owner)
                .findFirst();
        Map<String, List<String>> migrating = new TreeMap<>();
        for (Owned owned : partitioned) {
            String member = owned.member();
            if (owned.isItself() && keeper.isEmpty()) {
                migrating
                        .computeIfAbsent(owned.owner(), owner -> new ArrayList<>())
                        .add(owned.table().toString());
            } else if (member != null) {
                findings.add(new Finding(
                        owned.table().toString(),
                        Rule.ROLE,
                        "is owned by " + owned.owner() + ", which the application's " + member
                                + " is or may become, and its owner can take the policies away; a superuser runs what"
                                + " mends it",
                        owned.isItself()
                                ? handedOver(owned, keeper.orElseThrow())
                                : List.of("REVOKE " + quote(owned.owner()) + " FROM " + quote(member))));
            }
        }
        migrating.forEach((role, tables) -> findings.add(new Finding(
                "role " + role,
                Rule.ROLE,
                "owns " + String.join(", ", tables)
                        + ", and an owner can take the policies away: let only Flyway connect" + " as it, and "
                        + ANOTHER,
                List.of())));
    }

    private boolean isPartitioned(TableName table) {
        Table known = catalog.tables().get(table);
        return known != null && known.tenant() != null;
    }

    private static List<String> handedOver(Owned owned, String keeper) {
        return List.of(
                "ALTER TABLE " + owned.table().sql() + " OWNER TO " + quote(keeper),
                "GRANT SELECT, INSERT, UPDATE, DELETE ON " + owned.table().sql() + " TO " + quote(owned.owner()));
    }
}
