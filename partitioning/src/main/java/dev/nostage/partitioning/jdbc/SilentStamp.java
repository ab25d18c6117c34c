package dev.nostage.partitioning.jdbc;

import dev.nostage.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;

/** For work that is no one tenant's, on a database that would be told of one. */
record SilentStamp(TransactionStamp database) implements TransactionStamp {

    @Override
    public void stamp(Connection physical, TenantId tenant) throws SQLException {
        NONE.stamp(physical, tenant);
    }

    @Override
    public TransactionStamp of(Connection physical) {
        return NONE;
    }

    @Override
    public boolean isRefusal(SQLException answer) {
        return database.isRefusal(answer);
    }

    @Override
    public boolean isMissingRight(SQLException answer) {
        return database.isMissingRight(answer);
    }
}
