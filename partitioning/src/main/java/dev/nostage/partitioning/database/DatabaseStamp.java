package dev.nostage.partitioning.database;

import dev.nostage.partitioning.jdbc.TransactionStamp;
import dev.nostage.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stamp of a database that is not known before the first connection is. */
final class DatabaseStamp implements TransactionStamp {

    private final StampKeys keys;
    private volatile @Nullable TransactionStamp chosen;

    DatabaseStamp(StampKeys keys) {
        this.keys = keys;
    }

    /** A database that has no wall is asked again with the next connection: a migration may have raised one. */
    @Override
    public TransactionStamp of(Connection physical) throws SQLException {
        TransactionStamp known = chosen;
        if (known != null) {
            return known;
        }
        Optional<TransactionStamp> found = Dialect.of(physical).stamp(physical, keys);
        if (!physical.getAutoCommit()) {
            // Or the question would have begun the transaction of whoever opened the connection.
            physical.rollback();
        }
        chosen = found.orElse(null);
        return found.orElseGet(() -> new PostgresStamp(null));
    }

    @Override
    public void stamp(Connection physical, TenantId tenant) throws SQLException {
        of(physical).stamp(physical, tenant);
    }

    @Override
    public boolean isRefusal(SQLException answer) {
        return PostgresSeal.isRefusal(answer);
    }

    @Override
    public boolean isMissingRight(SQLException answer) {
        return PostgresMissingRight.is(answer);
    }
}
