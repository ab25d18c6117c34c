package dev.nostage.partitioning.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two databases with the same rows of tenant acme; one has another tenant's too, with the same ids and values that join,
 * and more of its own. A statement that keeps to acme cannot tell which one it runs on: not by what it answers, by the
 * error that it meets, or by how far it moves a sequence.
 */
final class TwinDatabases implements AutoCloseable {

    static final String TENANT = "acme";

    /** Statement was cancelled: a mutant ran away. */
    private static final int CANCELED = 57014;

    private static final List<String> TABLES = List.of("orders", "items", "customers");

    private static final String RESTART = "alter sequence numbers restart with 1000";

    private final Connection alone;
    private final Connection shared;
    private final Set<String> foreignRows;

    TwinDatabases() throws SQLException {
        alone = create("alone");
        shared = create("shared");
        rows(alone, TENANT, 0);
        rows(shared, TENANT, 0);
        rows(shared, "globex", 0);
        rows(shared, "globex", 50);
        alone.commit();
        shared.commit();
        foreignRows = rowsOf(shared, "<>");
    }

    private static Connection create(String name) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:h2:mem:fuzz-" + name);
        connection.setAutoCommit(false);
        execute(
                connection,
                "create table orders (tenant_id varchar(63), id int, customer_id int, status varchar(2000),"
                        + " total decimal(20, 2), placed date, parent int, note varchar(2000), country varchar(20),"
                        + " primary key (tenant_id, id))");
        execute(
                connection,
                "create table items (tenant_id varchar(63), id int, order_id int, sku varchar(2000), qty int,"
                        + " price decimal(20, 2), primary key (tenant_id, id))");
        execute(
                connection,
                "create table customers (tenant_id varchar(63), id int, name varchar(2000),"
                        + " primary key (tenant_id, id))");
        execute(connection, "create sequence numbers start with 1000");
        execute(connection, "create table countries (code varchar(20), name varchar(2000))");
        execute(connection, "create table rates (code varchar(20), rate decimal(20, 2))");
        execute(connection, "insert into countries values ('de', 'Germany'), ('fr', 'France'), ('x1', 'Nowhere')");
        execute(connection, "insert into rates values ('de', 1.5), ('fr', 0.5)");
        return connection;
    }

    private static void rows(Connection connection, String tenant, int from) throws SQLException {
        String mark = tenant.equals(TENANT) ? "" : "FOREIGN";
        for (int i = from + 1; i <= from + 4; i++) {
            String id = "'" + tenant + "', " + i;
            execute(
                    connection,
                    "insert into orders values (" + id + ", " + i + ", '" + mark + (i % 2 == 0 ? "open" : "gone")
                            + "', " + (mark.isEmpty() ? i * 10 : 7000 + i) + ", date '2026-01-0" + (i % 9 + 1) + "', "
                            + (i % 4 == 1 ? "null" : i - 1) + ", '" + mark + "a" + i + "', '"
                            + (i % 2 == 0 ? "de" : "fr") + "')");
            execute(
                    connection,
                    "insert into items values (" + id + ", " + i + ", '" + mark + "s" + i + "', " + i + ", "
                            + (mark.isEmpty() ? i * 10 : 9000 + i) + ")");
            execute(connection, "insert into customers values (" + id + ", '" + mark + "c" + i + "')");
        }
    }

    /** What differs between the two when this runs for acme, or null if nothing does. */
    String difference(String sql, List<Integer> tenantPositions, int parameters, String other) throws SQLException {
        String expected = outcome(alone, sql, tenantPositions, parameters, other);
        String actual = outcome(shared, sql, tenantPositions, parameters, other);
        try {
            if (expected.equals("canceled") || actual.equals("canceled")) {
                return null;
            }
            if (!moved(alone).equals(moved(shared))) {
                return "moved the sequence to " + moved(shared) + " instead of " + moved(alone);
            }
            if (!expected.equals(actual)) {
                return "answered " + actual + " instead of " + expected;
            }
            if (!rowsOf(shared, "<>").equals(foreignRows)) {
                return "changed foreign rows";
            }
            return rowsOf(shared, "=").equals(rowsOf(alone, "=")) ? null : "changed own rows in another way";
        } finally {
            alone.rollback();
            shared.rollback();
            execute(alone, RESTART);
            execute(shared, RESTART);
        }
    }

    private static String moved(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select base_value from information_schema.sequences")) {
            return String.join("", lines(rows));
        }
    }

    /** Whether it runs at all. */
    boolean runs(String sql, List<Integer> tenantPositions, int parameters) throws SQLException {
        try {
            return !outcome(shared, sql, tenantPositions, parameters, "301").startsWith("error");
        } finally {
            shared.rollback();
            execute(shared, RESTART);
        }
    }

    private static String outcome(
            Connection connection, String sql, List<Integer> tenantPositions, int parameters, String other) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(2);
            for (int i = 1; i <= parameters; i++) {
                statement.setString(i, tenantPositions.contains(i) ? TENANT : other);
            }
            if (!statement.execute()) {
                return "changed " + statement.getUpdateCount();
            }
            try (ResultSet rows = statement.getResultSet()) {
                return String.join("\n", lines(rows));
            }
        } catch (SQLException e) {
            return e.getErrorCode() == CANCELED ? "canceled" : "error " + e.getErrorCode();
        }
    }

    private static List<String> lines(ResultSet rows) throws SQLException {
        List<String> lines = new ArrayList<>();
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            StringBuilder line = new StringBuilder();
            for (int i = 1; i <= columns; i++) {
                line.append(rows.getString(i)).append('|');
            }
            lines.add(line.toString());
        }
        lines.sort(null);
        return lines;
    }

    private static Set<String> rowsOf(Connection connection, String comparison) throws SQLException {
        Set<String> all = new TreeSet<>();
        for (String table : TABLES) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select * from " + table
                            + " where coalesce(tenant_id, 'nobody') " + comparison + " '" + TENANT + "'")) {
                lines(rows).forEach(line -> all.add(table + " " + line));
            }
        }
        for (String table : comparison.equals("=") ? Set.of("countries", "rates") : new HashSet<String>()) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select * from " + table)) {
                lines(rows).forEach(line -> all.add(table + " " + line));
            }
        }
        return all;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        alone.close();
        shared.close();
    }
}
