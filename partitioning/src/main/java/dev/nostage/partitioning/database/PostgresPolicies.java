package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.TableName.quote;

import dev.nostage.partitioning.database.Table.Storage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether row-level security is on, and its policies are ours and no more. */
final class PostgresPolicies {

    private static final String POLICY = "nostage_tenant";

    private static final String SECURITY = """
            SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class
            WHERE relnamespace = quote_ident(?)::regnamespace AND relkind IN ('r', 'p')
            """;

    private static final String POLICIES = """
            SELECT c.relname, p.polname,
                p.polpermissive AND p.polcmd = '*' AND p.polroles = '{0}' AS ordinary, p.polpermissive,
                EXISTS (SELECT 1 FROM pg_depend d JOIN pg_class v ON v.oid = d.refobjid
                    WHERE d.classid = 'pg_policy'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_class'::regclass
                    AND v.relnamespace = c.relnamespace AND v.relname = 'nostage_current') AS sealed,
                regexp_replace(pg_get_expr(p.polqual, p.polrelid), '\\s+', ' ', 'g') AS reads,
                regexp_replace(pg_get_expr(p.polwithcheck, p.polrelid), '\\s+', ' ', 'g') AS writes
            FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
            WHERE c.relnamespace = quote_ident(?)::regnamespace ORDER BY c.relname, p.polname
            """;

    private final Connection connection;
    private final Catalog catalog;

    PostgresPolicies(Connection connection, Catalog catalog) {
        this.connection = connection;
        this.catalog = catalog;
    }

    private record Secured(boolean enabled, boolean forced) {}

    private record Policy(
            String table,
            String name,
            boolean ordinary,
            boolean permissive,
            boolean sealed,
            String reads,
            String writes) {

        boolean isOurs(Table of) {
            String column = of.tenantName().equals(Table.TENANT) ? Table.TENANT : quote(of.tenantName());
            String asks = " = ( SELECT " + PostgresSeal.VIEW + ".tenant FROM " + PostgresSeal.VIEW + "))";
            Set<String> known = Set.of("(" + column + asks, "((" + column + ")::text" + asks);
            return name.equals(POLICY) && ordinary && sealed && known.contains(reads) && known.contains(writes);
        }
    }

    /** What the DDL raises. */
    List<Finding> gaps() throws SQLException {
        Map<String, Secured> secured = Rows.of(
                        connection,
                        SECURITY,
                        row -> Map.entry(row.getString(1), new Secured(row.getBoolean(2), row.getBoolean(3))),
                        catalog.schema())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        List<Policy> policies = Rows.of(
                connection,
                POLICIES,
                row -> new Policy(
                        row.getString(1),
                        row.getString(2),
                        row.getBoolean(3),
                        row.getBoolean(4),
                        row.getBoolean(5),
                        unqualified(row.getString(6)),
                        unqualified(row.getString(7))),
                catalog.schema());
        List<Finding> findings = new ArrayList<>();
        String tenant = new PostgresSeal(connection, catalog.schema()).tenant();
        for (Table table : catalog.partitioned()) {
            Secured security = secured.get(table.name().name());
            if (security != null) {
                security(table, security, findings);
                policy(
                        table,
                        policies.stream()
                                .filter(policy ->
                                        policy.table().equals(table.name().name()))
                                .anyMatch(policy -> policy.isOurs(table)),
                        tenant,
                        findings);
            }
        }
        return findings;
    }

    /** Whether PostgreSQL names the schema depends on the search path, and says nothing: {@code sealed} does. */
    private String unqualified(@Nullable String expression) {
        return String.valueOf(expression)
                .replace(quote(catalog.schema()) + "." + PostgresSeal.VIEW, PostgresSeal.VIEW)
                .replace(catalog.schema() + "." + PostgresSeal.VIEW, PostgresSeal.VIEW);
    }

    private static void security(Table table, Secured security, List<Finding> findings) {
        List<String> ddl = new ArrayList<>();
        if (!security.enabled()) {
            ddl.add("ALTER TABLE " + table.sql() + " ENABLE ROW LEVEL SECURITY");
        }
        if (!security.forced()) {
            ddl.add("ALTER TABLE " + table.sql() + " FORCE ROW LEVEL SECURITY");
        }
        if (!ddl.isEmpty()) {
            findings.add(new Finding(
                    table.name().toString(),
                    Rule.ROW_SECURITY,
                    "has no row-level security" + (security.enabled() ? " for its owner" : ""),
                    ddl));
        }
    }

    private static void policy(Table table, boolean stands, String tenant, List<Finding> findings) {
        if (!stands) {
            String own = "(" + quote(table.tenantName()) + " = " + tenant + ")";
            findings.add(new Finding(
                    table.name().toString(),
                    Rule.POLICY,
                    "has no policy " + POLICY + ", or another one of that name",
                    List.of(
                            "DROP POLICY IF EXISTS " + POLICY + " ON " + table.sql(),
                            "CREATE POLICY " + POLICY + " ON " + table.sql() + " FOR ALL USING " + own + " WITH CHECK "
                                    + own)));
        }
    }

    /** What lets more pass than ours, or cannot have one. */
    List<Finding> waysRound() throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (Policy policy : Rows.of(
                connection,
                POLICIES,
                row -> new Policy(row.getString(1), row.getString(2), false, row.getBoolean(4), false, "", ""),
                catalog.schema())) {
            Table table = catalog.tables().get(new TableName(catalog.schema(), policy.table()));
            if (policy.permissive() && !policy.name().equals(POLICY) && table != null && table.tenant() != null) {
                findings.add(new Finding(
                        table.name().toString(),
                        Rule.POLICY,
                        "has a second permissive policy, and what either lets pass, passes",
                        List.of("DROP POLICY IF EXISTS " + quote(policy.name()) + " ON " + table.sql())));
            }
        }
        for (Table table : catalog.partitioned()) {
            if (table.storage() == Storage.ELSEWHERE) {
                findings.add(new Finding(
                        table.name().toString(),
                        Rule.ROW_SECURITY,
                        "is a foreign table, which can have no policy: rename its tenant_id and declare it shared, or"
                                + " let it go",
                        List.of("DROP FOREIGN TABLE " + table.sql())));
            }
        }
        return findings;
    }

    /** What lets the tables' owner through, and nobody else. */
    List<String> lowering() throws SQLException {
        Set<TableName> partitioned =
                catalog.partitioned().stream().map(Table::name).collect(Collectors.toSet());
        return Rows.of(
                        connection,
                        SECURITY + " AND relforcerowsecurity",
                        row -> new TableName(catalog.schema(), row.getString(1)),
                        catalog.schema())
                .stream()
                .filter(partitioned::contains)
                .map(table -> "ALTER TABLE " + table.sql() + " NO FORCE ROW LEVEL SECURITY")
                .toList();
    }
}
