package dev.nostage.partitioning.database;

import dev.nostage.partitioning.jdbc.TransactionStamp;
import dev.nostage.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Sets what the policies ask for: in the transaction and never in the session, which others get, from a pool.
 *
 * @param key proves the tenant; null where no policy asks for it yet, and one that does would refuse
 */
record PostgresStamp(@Nullable HmacKey key) implements TransactionStamp {

    private static final String QUERY = "SELECT set_config('" + DatabaseWall.SETTING + "', ?, true)";

    @Override
    public void stamp(Connection physical, TenantId tenant) throws SQLException {
        Rows.of(physical, QUERY, row -> "", value(tenant));
    }

    @Override
    public String query() {
        return QUERY;
    }

    /** The proof is first, for its length is known. */
    @Override
    public String value(TenantId tenant) {
        return key == null ? tenant.value() : key.digest(tenant.value()) + tenant.value();
    }
}
