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

    private final String sql;

    /** @param sql the query alone */
    StampedQuery(WalledConnection connection, PreparedStatement both, Proven proven, String sql) {
        super(connection, both, 1, proven);
        this.sql = sql;
    }

    @Override
    public @Nullable ResultSet executeQuery() throws SQLException {
        return connection.inTurn(() -> {
            execute();
            return getResultSet();
        });
    }

    @Override
    public boolean execute() throws SQLException {
        return run(asBound(), this, true, tenant -> {
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
            return connection.shown.as(ResultSetMetaData.class, alone.getMetaData());
        }
    }

    @Override
    public @Nullable ParameterMetaData getParameterMetaData() throws SQLException {
        try (PreparedStatement alone = connection.physical.prepareStatement(sql)) {
            return connection.shown.as(ParameterMetaData.class, alone.getParameterMetaData());
        }
    }
}
