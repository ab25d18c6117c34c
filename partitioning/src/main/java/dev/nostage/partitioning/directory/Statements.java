package dev.nostage.partitioning.directory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Single statements, each a transaction of its own. */
record Statements(DataSource source) {

    /** A key that is there already; and where the database is set to serialize, another transaction that was first. */
    private static final Set<String> TOO_LATE = Set.of("23505", "40001");

    @FunctionalInterface
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    <T> List<T> rows(String sql, Row<T> row, @Nullable Object... values) {
        try {
            return run(
                    sql,
                    statement -> {
                        List<T> found = new ArrayList<>();
                        try (ResultSet rows = statement.executeQuery()) {
                            while (rows.next()) {
                                found.add(row.of(rows));
                            }
                        }
                        return found;
                    },
                    values);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Whether the row that it is about was as it demands, or its key was free. */
    boolean changes(String sql, @Nullable Object... values) {
        try {
            return run(sql, PreparedStatement::executeUpdate, values) == 1;
        } catch (SQLException e) {
            if (TOO_LATE.contains(e.getSQLState())) {
                return false;
            }
            throw failed(e);
        }
    }

    private <T> T run(String sql, Work<T> work, @Nullable Object... values) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            T done = work.on(statement);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return done;
        }
    }

    private static IllegalStateException failed(SQLException because) {
        return new IllegalStateException(
                "The tenant directory's tables cannot be used: " + because.getMessage() + ". They are made when Flyway"
                        + " migrates that database; without Flyway run the scripts that lie in"
                        + " dev/nostage/partitioning/migration of nostage-partitioning's jar",
                because);
    }
}
