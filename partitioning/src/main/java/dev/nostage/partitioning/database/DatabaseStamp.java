package dev.nostage.partitioning.database;

import dev.nostage.partitioning.jdbc.TransactionStamp;
import dev.nostage.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The stamp of a database that is not known before the first connection is. */
final class DatabaseStamp implements TransactionStamp {

    private volatile @Nullable TransactionStamp chosen;

    @Override
    public TransactionStamp of(Connection physical) throws SQLException {
        TransactionStamp known = chosen;
        if (known == null) {
            known = Dialect.of(physical).stamp();
            chosen = known;
        }
        return known;
    }

    @Override
    public void stamp(Connection physical, TenantId tenant) throws SQLException {
        of(physical).stamp(physical, tenant);
    }
}
