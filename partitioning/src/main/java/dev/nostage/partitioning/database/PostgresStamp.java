package dev.nostage.partitioning.database;

import dev.nostage.partitioning.jdbc.TransactionStamp;
import dev.nostage.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;

/** Sets what the policies ask for: in the transaction and never in the session, which others get, from a pool. */
record PostgresStamp() implements TransactionStamp {

    private static final String QUERY = "SELECT set_config('" + DatabaseWall.SETTING + "', ?, true)";

    @Override
    public void stamp(Connection physical, TenantId tenant) throws SQLException {
        Rows.of(physical, QUERY, row -> "", tenant.value());
    }

    @Override
    public String query() {
        return QUERY;
    }
}
