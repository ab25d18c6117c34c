package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.TableName.quote;

import dev.nostage.partitioning.database.Table.Storage;
import dev.nostage.partitioning.jdbc.TransactionStamp;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: row-level security, which holds whatever the application sends. */
record Postgres() implements Dialect {

    static final String POLICY = "nostage_tenant";

    /** Its own: whoever raises a wall holds it until the end of the transaction. */
    private static final long LOCK = 0x6e6f7374616765L;

    private static final String SECURITY = """
            SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class
            WHERE relnamespace = quote_ident(?)::regnamespace AND relkind IN ('r', 'p')
            """;

    private static final String POLICIES = """
            SELECT c.relname, p.polname,
                p.polpermissive AND p.polcmd = '*' AND p.polroles = '{0}' AS ordinary, p.polpermissive,
                EXISTS (SELECT 1 FROM pg_depend d JOIN pg_proc f ON f.oid = d.refobjid
                    WHERE d.classid = 'pg_policy'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_proc'::regclass
                    AND f.pronamespace = c.relnamespace AND f.proname = 'nostage_tenant' AND f.pronargs = 0) AS sealed,
                pg_get_expr(p.polqual, p.polrelid) AS reads, pg_get_expr(p.polwithcheck, p.polrelid) AS writes
            FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
            WHERE c.relnamespace = quote_ident(?)::regnamespace ORDER BY c.relname, p.polname
            """;

    /** Of every table with a tenant_id: the server counts dead rows by table, and not whose they were. */
    private static final String DEAD = """
            SELECT CASE WHEN current_setting('track_counts') <> 'on' THEN 'nobody counts dead rows: track_counts is off'
                ELSE coalesce('dead rows remain until VACUUM in ' || string_agg(s.relname, ', ' ORDER BY s.relname),
                    'no dead rows remain') END
            FROM pg_stat_user_tables s JOIN pg_attribute a ON a.attrelid = s.relid AND lower(a.attname) = 'tenant_id'
            WHERE s.schemaname = ? AND s.n_dead_tup > 0
            """;

    /** Those of tables in the same schema. */
    private static final String PARTITIONS = """
            SELECT c.relname FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid
            JOIN pg_class p ON p.oid = i.inhparent
            WHERE c.relispartition AND c.relnamespace = quote_ident(?)::regnamespace
                AND p.relnamespace = c.relnamespace
            """;

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
            String asks = " = ( SELECT " + PostgresSeal.FUNCTION + "() AS " + PostgresSeal.FUNCTION + "))";
            Set<String> known = Set.of("(" + column + asks, "((" + column + ")::text" + asks);
            return name.equals(POLICY) && ordinary && sealed && known.contains(reads) && known.contains(writes);
        }
    }

    @Override
    public Catalog catalog(Connection connection) throws SQLException {
        return new PostgresCatalog(connection, Catalog.schemaOf(connection)).read();
    }

    @Override
    public List<Finding> gaps(Connection connection, Catalog catalog) throws SQLException {
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
                        unqualified(row.getString(6), catalog),
                        unqualified(row.getString(7), catalog)),
                catalog.schema());
        List<Finding> findings = new ArrayList<>(new PostgresProof(connection, catalog).gaps());
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
    private static String unqualified(@Nullable String expression, Catalog catalog) {
        return String.valueOf(expression)
                .replace(quote(catalog.schema()) + "." + PostgresSeal.FUNCTION, PostgresSeal.FUNCTION)
                .replace(catalog.schema() + "." + PostgresSeal.FUNCTION, PostgresSeal.FUNCTION);
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

    @Override
    public List<Finding> waysRound(Connection connection, Catalog catalog) throws SQLException {
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
        findings.addAll(new PostgresProof(connection, catalog).waysRound());
        findings.addAll(new PostgresRoles(connection, catalog).findings());
        findings.addAll(new PostgresRoutines(connection, catalog).findings());
        return findings;
    }

    @Override
    public List<String> lowering(Connection connection, Catalog catalog) throws SQLException {
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

    @Override
    public void lock(Connection connection) throws SQLException {
        Rows.of(connection, "SELECT pg_advisory_xact_lock(?)", row -> "", LOCK);
    }

    @Override
    public void grant(Connection connection, String role) throws SQLException {
        new PostgresGrants(connection, Catalog.schemaOf(connection), role).give();
    }

    @Override
    public Optional<TransactionStamp> stamp(Connection connection, StampKeys keys) throws SQLException {
        Optional<String> fingerprint = new PostgresSeal(connection, Catalog.schemaOf(connection)).fingerprint();
        if (fingerprint.isEmpty()) {
            return Optional.empty();
        }
        HmacKey key = keys.of(fingerprint.get());
        if (key == null) {
            throw new SQLException("The wall in the database " + PostgresProof.unknown());
        }
        return Optional.of(new PostgresStamp(key));
    }

    @Override
    public List<Finding> unproven(Connection connection, StampKeys keys) throws SQLException {
        return new PostgresProof(connection, catalog(connection)).unknown(keys);
    }

    @Override
    public void seal(Connection connection, Catalog catalog, StampKeys keys) throws SQLException {
        if (!catalog.partitioned().isEmpty()) {
            new PostgresSeal(connection, catalog.schema()).make(keys);
        }
    }

    @Override
    public List<Finding> blindness(Connection connection) throws SQLException {
        return PostgresRoles.blind(connection);
    }

    /** Where the role is not let through, every statement on a walled table fails from now on. */
    @Override
    public void seeEverybody(Connection connection) throws SQLException {
        Rows.execute(connection, "SET LOCAL row_security = off");
    }

    /** Else what was deleted would be counted a second later, or ten. Before 15 it is, at the end of the transaction. */
    @Override
    public void purged(Connection connection) throws SQLException {
        if (connection.getMetaData().getDatabaseMajorVersion() >= 15) {
            Rows.of(connection, "SELECT pg_stat_force_next_flush()", row -> "");
        }
    }

    @Override
    public Optional<String> leftover(Connection connection) throws SQLException {
        return Rows.of(connection, DEAD, row -> row.getString(1), Catalog.schemaOf(connection)).stream()
                .findFirst();
    }

    @Override
    public List<Table> whole(Connection connection, Catalog catalog) throws SQLException {
        Set<String> parts = Set.copyOf(Rows.of(connection, PARTITIONS, row -> row.getString(1), catalog.schema()));
        return catalog.partitioned().stream()
                .filter(table -> !parts.contains(table.name().name()))
                .toList();
    }

    /** Partitions are tables of the catalog themselves, unless they lie in another schema. */
    @Override
    public String rowsOf(Table table) {
        return table.storage() == Storage.IN_PARTITIONS
                ? table.sql() + " WHERE tableoid NOT IN (SELECT c.oid FROM pg_class c JOIN pg_class t"
                        + " ON t.relnamespace = c.relnamespace WHERE t.oid = '"
                        + table.sql().replace("'", "''")
                        + "'::regclass) AND "
                : "ONLY " + table.sql() + " WHERE ";
    }

    /**
     * A row is named by where it lies, which is found without a second look into an index. As a join: in a list of places
     * each row of a tenant that no statistics know yet would be searched for.
     */
    @Override
    public String some(Table table, String verb, String set, String condition, int limit) {
        if (table.storage() == Storage.IN_PARTITIONS) {
            return verb + " " + table.sql() + set
                    + rowsOf(table).substring(table.sql().length()) + condition;
        }
        return "WITH nostage_some AS MATERIALIZED (SELECT ctid AS nostage_place FROM " + rowsOf(table) + condition
                + " LIMIT " + limit + ") " + verb + " ONLY " + table.sql() + set
                + (set.isEmpty() ? " USING" : " FROM") + " nostage_some WHERE ctid = nostage_place";
    }
}
