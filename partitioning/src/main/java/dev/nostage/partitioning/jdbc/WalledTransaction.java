package dev.nostage.partitioning.jdbc;

import dev.nostage.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Whom the current transaction of a connection is for: the tenant of its first statement, until it ends. */
final class WalledTransaction {

    private final JdbcWall wall;
    private final Connection physical;
    private boolean autoCommit;
    private boolean stamped;
    private @Nullable TenantId tenant;

    WalledTransaction(JdbcWall wall, Connection physical) throws SQLException {
        this.wall = wall;
        this.physical = physical;
        this.autoCommit = physical.getAutoCommit();
    }

    /**
     * Passes if a statement for this tenant may be part of it.
     *
     * @param current null if the statement is for nobody
     */
    void enter(@Nullable TenantId current) throws SQLException {
        if (current == null) {
            return;
        }
        if (tenant != null) {
            wall.demand(tenant, "a transaction");
        } else if (!autoCommit) {
            tenant = current;
        }
        if (!stamped) {
            wall.stamp().stamp(physical, current);
            stamped = !autoCommit;
        }
    }

    /** Passes if it is the current tenant's, or nobody's yet. */
    void demand() {
        if (tenant != null) {
            wall.demand(tenant, "a transaction");
        }
    }

    void autoCommit(boolean on) {
        if (on != autoCommit) {
            autoCommit = on;
            ended();
        }
    }

    void ended() {
        tenant = null;
        stamped = false;
    }

    /** A rollback to a savepoint may have undone the stamp. */
    void rolledBack() {
        stamped = false;
    }
}
