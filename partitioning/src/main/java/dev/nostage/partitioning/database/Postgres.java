package dev.nostage.partitioning.database;

import dev.nostage.partitioning.database.Table.Storage;
import dev.nostage.partitioning.jdbc.TransactionStamp;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** PostgreSQL: row-level security, which holds whatever the application sends. */
record Postgres() implements Dialect {

    /** Its own: whoever raises a wall holds it until the end of the transaction. */
    private static final long LOCK = 0x6e6f7374616765L;

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

    @Override
    public Catalog catalog(Connection connection) throws SQLException {
        return new PostgresCatalog(connection, Catalog.schemaOf(connection)).read();
    }

    @Override
    public List<Finding> gaps(Connection connection, Catalog catalog) throws SQLException {
        List<Finding> findings = new ArrayList<>(new PostgresProof(connection, catalog).gaps());
        findings.addAll(new PostgresPolicies(connection, catalog).gaps());
        return findings;
    }

    @Override
    public List<Finding> waysRound(Connection connection, Catalog catalog) throws SQLException {
        List<Finding> findings = new ArrayList<>(new PostgresPolicies(connection, catalog).waysRound());
        findings.addAll(new PostgresProof(connection, catalog).waysRound());
        findings.addAll(new PostgresRights(connection, catalog).findings());
        findings.addAll(new PostgresRoles(connection, catalog).findings());
        findings.addAll(new PostgresRoutines(connection, catalog).findings());
        findings.addAll(PostgresLargeObjects.findings(connection, catalog));
        return findings;
    }

    @Override
    public List<String> lowering(Connection connection, Catalog catalog) throws SQLException {
        return new PostgresPolicies(connection, catalog).lowering();
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
    public List<Finding> blindness(Connection connection, Set<String> applications) throws SQLException {
        return PostgresRoles.blind(connection, applications);
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
