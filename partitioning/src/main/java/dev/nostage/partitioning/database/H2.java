package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.TableName.quote;

import dev.nostage.partitioning.jdbc.TransactionStamp;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** H2 knows no row-level security: triggers refuse writes, and nothing refuses reads. */
record H2() implements Dialect {

    private static final String TRIGGERS = """
            SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE, EVENT_MANIPULATION FROM INFORMATION_SCHEMA.TRIGGERS
            WHERE TRIGGER_SCHEMA = ? AND JAVA_CLASS = ? AND ACTION_TIMING = 'BEFORE' AND ACTION_ORIENTATION = 'ROW'
            """;

    private record Standing(String name, String table, String event) {}

    @Override
    public Catalog catalog(Connection connection) throws SQLException {
        return new H2Catalog(connection, Catalog.schemaOf(connection)).read();
    }

    @Override
    public List<Finding> gaps(Connection connection, Catalog catalog) throws SQLException {
        List<Standing> standing = triggers(connection, catalog);
        Set<String> taken = new HashSet<>(Rows.of(
                connection,
                "SELECT TRIGGER_NAME FROM INFORMATION_SCHEMA.TRIGGERS WHERE TRIGGER_SCHEMA = ?",
                row -> row.getString(1),
                catalog.schema()));
        List<Finding> findings = new ArrayList<>();
        for (Table table : catalog.partitioned()) {
            Set<String> missing = new TreeSet<>(List.of("DELETE", "INSERT", "UPDATE"));
            standing.stream()
                    .filter(trigger -> trigger.table().equals(table.name().name()))
                    .forEach(trigger -> missing.remove(trigger.event()));
            if (!missing.isEmpty()) {
                findings.add(new Finding(
                        table.name().toString(),
                        Rule.TRIGGER,
                        "lets rows of other tenants be written: no trigger stops " + String.join(", ", missing),
                        List.of("CREATE TRIGGER " + quote(catalog.schema()) + "."
                                + quote(free("nostage_" + table.name().name(), taken)) + " BEFORE "
                                + String.join(", ", missing) + " ON " + table.sql() + " FOR EACH ROW CALL '"
                                + TenantTrigger.class.getName() + "'")));
            }
        }
        return findings;
    }

    /** A trigger keeps its name when its table is renamed. */
    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    @Override
    public List<Finding> waysRound(Connection connection, Catalog catalog) {
        return List.of();
    }

    @Override
    public List<String> lowering(Connection connection, Catalog catalog) throws SQLException {
        return triggers(connection, catalog).stream()
                .map(Standing::name)
                .distinct()
                .map(name -> "DROP TRIGGER IF EXISTS " + quote(catalog.schema()) + "." + quote(name))
                .toList();
    }

    private static List<Standing> triggers(Connection connection, Catalog catalog) throws SQLException {
        return Rows.of(
                connection,
                TRIGGERS,
                row -> new Standing(row.getString(1), row.getString(2), row.getString(3)),
                catalog.schema(),
                TenantTrigger.class.getName());
    }

    /** H2 commits with each statement that changes a table, and so with whatever would lock. */
    @Override
    public void lock(Connection connection) {}

    /** Who writes to H2 is asked of the thread, and not of the role. */
    @Override
    public void grant(Connection connection, String role) {}

    /** Triggers ask the thread. */
    @Override
    public Optional<TransactionStamp> stamp(Connection connection, StampKeys keys) {
        return Optional.of(TransactionStamp.NONE);
    }

    @Override
    public List<Finding> unproven(Connection connection, StampKeys keys) {
        return List.of();
    }

    @Override
    public void seal(Connection connection, Catalog catalog, StampKeys keys) {
        // Triggers ask the thread, and need nobody's word.
    }

    /** Nothing hides rows. */
    @Override
    public List<Finding> blindness(Connection connection, Set<String> applications) {
        return List.of();
    }

    /** Nothing refuses reads. */
    @Override
    public void seeEverybody(Connection connection) {}

    @Override
    public List<Table> whole(Connection connection, Catalog catalog) {
        return catalog.partitioned();
    }

    @Override
    public void purged(Connection connection) {}

    @Override
    public Optional<String> leftover(Connection connection) {
        return Optional.empty();
    }

    @Override
    public String rowsOf(Table table) {
        return table.sql() + " WHERE ";
    }

    @Override
    public String some(Table table, String verb, String set, String condition, int limit) {
        return verb + " " + table.sql() + set + " WHERE " + condition + " FETCH FIRST " + limit + " ROWS ONLY";
    }
}
