package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.TableName.quote;
import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.partitioning.directory.DirectoryMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the application's role may do, and PUBLIC no more: read and write every table but Flyway's and the secret's. */
final class PostgresGrants {

    private static final Set<String> ROWS = Set.of("SELECT", "INSERT", "UPDATE", "DELETE");

    private static final String GRANTED = """
            SELECT c.relname, c.relkind = 'S' AS sequence,
                ARRAY(SELECT a.privilege_type FROM aclexplode(c.relacl) a WHERE a.grantee = ?) AS roles,
                ARRAY(SELECT a.privilege_type FROM aclexplode(c.relacl) a WHERE a.grantee = 0) AS everybodys
            FROM pg_class c
            WHERE c.relnamespace = quote_ident(?)::regnamespace AND c.relkind IN ('r', 'p', 'f', 'S')
                AND c.relname NOT IN (?, ?) AND pg_has_role(current_user, c.relowner, 'USAGE')
            ORDER BY c.relname
            """;

    private final Connection connection;
    private final String schema;
    private final String role;

    PostgresGrants(Connection connection, String schema, String role) {
        this.connection = connection;
        this.schema = schema;
        this.role = role;
    }

    private record Granted(String name, boolean sequence, Set<String> role, Set<String> everybody) {

        Set<String> wanted() {
            if (name.equals(PostgresSeal.TABLE)) {
                return Set.of();
            }
            return sequence ? Set.of("USAGE") : ROWS;
        }
    }

    void give() throws SQLException {
        String to = quote(role);
        List<String> ddl = new ArrayList<>();
        long oid = roleId();
        if (mayNotUseSchema(oid)) {
            ddl.add("GRANT USAGE ON SCHEMA " + quote(schema) + " TO " + to);
        }
        for (Granted granted : granted(oid)) {
            String what = (granted.sequence() ? "SEQUENCE " : "TABLE ") + new TableName(schema, granted.name()).sql();
            Set<String> wanted = granted.wanted();
            if (!granted.role().equals(wanted)) {
                ddl.add("REVOKE ALL ON " + what + " FROM " + to);
                if (!wanted.isEmpty()) {
                    ddl.add("GRANT "
                            + String.join(", ", wanted.stream().sorted().toList()) + " ON " + what + " TO " + to);
                }
            }
            if (!granted.everybody().isEmpty()) {
                ddl.add("REVOKE ALL ON " + what + " FROM PUBLIC");
            }
        }
        for (String statement : ddl) {
            Rows.execute(connection, statement);
        }
    }

    private record Role(long oid, boolean migrates) {}

    private long roleId() throws SQLException {
        Role found = Rows.of(
                        connection,
                        "SELECT oid, rolname = current_user FROM pg_roles WHERE rolname = ?",
                        row -> new Role(row.getLong(1), row.getBoolean(2)),
                        role)
                .stream()
                .findFirst()
                .orElseThrow(
                        () -> new SQLException(
                                "The application's role " + quoted(role)
                                        + " is not there: let a superuser create it, or correct nostage.partitioning.application-role"));
        if (found.migrates()) {
            throw new SQLException("The application's role " + quoted(role)
                    + " is the one that migrates: let migrations run as the tables' owner, and the data source connect"
                    + " as this one");
        }
        return found.oid();
    }

    private boolean mayNotUseSchema(long oid) throws SQLException {
        return Rows.of(
                        connection,
                        "SELECT 1 WHERE NOT has_schema_privilege(?::oid, ?, 'USAGE')",
                        row -> row.getInt(1),
                        oid,
                        schema)
                .stream()
                .findFirst()
                .isPresent();
    }

    private List<Granted> granted(long oid) throws SQLException {
        return Rows.of(
                connection,
                GRANTED,
                row -> new Granted(
                        row.getString(1),
                        row.getBoolean(2),
                        Set.copyOf(Rows.texts(row, "roles")),
                        Set.copyOf(Rows.texts(row, "everybodys"))),
                oid,
                schema,
                CatalogCheck.HISTORY,
                DirectoryMigration.HISTORY);
    }
}
