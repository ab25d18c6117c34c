package dev.nostage.partitioning.jdbc;

import dev.nostage.partitioning.sql.Verdict.Proven;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A query behind the one that stamps the transaction, in one text and so in one round trip. The stamp has the first
 * parameter and the first answer: whoever asks sees the query's own.
 */
final class StampedQuery extends WalledPreparedStatement {

    private final WalledConnection connection;
    private final String sql;

    /** @param sql the query alone */
    StampedQuery(WalledConnection connection, PreparedStatement both, Proven proven, String sql) {
        super(connection, both, 1, proven);
        this.connection = connection;
        this.sql = sql;
    }

    @Override
    public @Nullable ResultSet executeQuery() throws SQLException {
        execute();
        return walled(physical.getResultSet());
    }

    @Override
    public boolean execute() throws SQLException {
        enter(proven, this);
        return runStamping(tenant -> {
            physical.setString(1, connection.transaction.stamping(tenant));
            physical.execute();
            if (!physical.getMoreResults()) {
                throw new SQLException("The database answered the stamp, and not the query behind it");
            }
            return true;
        });
    }

    @Override
    public int executeUpdate() throws SQLException {
        throw noUpdate();
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        throw noUpdate();
    }

    @Override
    public void addBatch() throws SQLException {
        throw noUpdate();
    }

    private static SQLException noUpdate() {
        return new SQLException("A query has rows and no count: use executeQuery()", "0100E");
    }

    @Override
    public @Nullable ResultSetMetaData getMetaData() throws SQLException {
        try (PreparedStatement alone = connection.physical.prepareStatement(sql)) {
            return alone.getMetaData();
        }
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        try (PreparedStatement alone = connection.physical.prepareStatement(sql)) {
            return alone.getParameterMetaData();
        }
    }
}
