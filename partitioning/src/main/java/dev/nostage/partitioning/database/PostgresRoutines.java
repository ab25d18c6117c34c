package dev.nostage.partitioning.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What reads partitioned tables with the rights of another than the one who asks: views, rules and functions. */
final class PostgresRoutines {

    /** Also views of views, and those of other schemas that this role may ask. */
    private static final String RULES = """
            WITH RECURSIVE reading AS (
                SELECT r.oid, r.ev_class, r.rulename FROM pg_rewrite r JOIN pg_depend d ON d.objid = r.oid
                WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
                    AND d.refobjid IN (SELECT a.attrelid FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid
                        WHERE t.relnamespace = quote_ident(?)::regnamespace AND t.relkind IN ('r', 'p', 'f')
                        AND lower(a.attname) = 'tenant_id' AND NOT a.attisdropped)
                UNION
                SELECT r.oid, r.ev_class, r.rulename FROM reading JOIN pg_depend d ON d.refobjid = reading.ev_class
                JOIN pg_rewrite r ON r.oid = d.objid
                WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
            )
            SELECT DISTINCT n.nspname, c.relname, c.relkind::text, reading.rulename,
                coalesce((SELECT o.option_value::boolean FROM pg_options_to_table(c.reloptions) o
                    WHERE o.option_name = 'security_invoker'), false) AS invoker,
                has_table_privilege(c.oid, 'SELECT, INSERT, UPDATE, DELETE')
                    OR has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE') AS allowed,
                n.nspname = ? AS here, current_user AS me
            FROM reading JOIN pg_class c ON c.oid = reading.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
            ORDER BY n.nspname, c.relname
            """;

    /** A trigger calls its function whoever may; other schemas' functions read this one's tables as well. */
    private static final String DEFINERS = """
            SELECT n.nspname || '.' || p.proname, format('%I.%I(%s)', n.nspname, p.proname,
                pg_get_function_identity_arguments(p.oid))
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                AND (has_schema_privilege(n.oid, 'USAGE') AND has_function_privilege(p.oid, 'EXECUTE')
                    OR EXISTS (SELECT 1 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                        WHERE t.tgfoid = p.oid AND c.relnamespace = quote_ident(?)::regnamespace))
            ORDER BY 2
            """;

    private final Connection connection;
    private final Catalog catalog;

    PostgresRoutines(Connection connection, Catalog catalog) {
        this.connection = connection;
        this.catalog = catalog;
    }

    List<Finding> findings() throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (List<Finding> found :
                Rows.of(connection, RULES, PostgresRoutines::rule, catalog.schema(), catalog.schema())) {
            findings.addAll(found);
        }
        findings.addAll(Rows.of(
                connection,
                DEFINERS,
                row -> new Finding(
                        row.getString(1),
                        Rule.FUNCTION,
                        "works with the rights of its owner, who may pass by the policies; or revoke EXECUTE on it"
                                + " from PUBLIC, and drop the triggers that call it",
                        List.of("ALTER ROUTINE " + row.getString(2) + " SECURITY INVOKER")),
                catalog.schema()));
        return findings;
    }

    private static List<Finding> rule(ResultSet row) throws SQLException {
        TableName name = new TableName(row.getString("nspname"), row.getString("relname"));
        boolean concerns = row.getBoolean("allowed") || row.getBoolean("here");
        return switch (row.getString("relkind")) {
            case "v" ->
                row.getBoolean("invoker") || !concerns
                        ? List.of()
                        : List.of(new Finding(
                                name.toString(),
                                Rule.VIEW,
                                "reads partitioned tables with the rights of its owner",
                                List.of("ALTER VIEW " + name.sql() + " SET (security_invoker = true)")));
            case "m" ->
                row.getBoolean("allowed")
                        ? List.of(new Finding(
                                name.toString(),
                                Rule.VIEW,
                                "is a copy of partitioned tables, and can have no policy",
                                List.of("REVOKE ALL ON " + name.sql() + " FROM PUBLIC, "
                                        + TableName.quote(row.getString("me")))))
                        : List.of();
            default ->
                List.of(new Finding(
                        name.toString(),
                        Rule.VIEW,
                        "has a rule, which works with the rights of its owner",
                        List.of("DROP RULE IF EXISTS " + TableName.quote(row.getString("rulename")) + " ON "
                                + name.sql())));
        };
    }
}
