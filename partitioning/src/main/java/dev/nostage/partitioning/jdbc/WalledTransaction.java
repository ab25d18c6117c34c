package dev.nostage.partitioning.jdbc;

import dev.nostage.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Whom the current transaction of a connection is for: the tenant of its first statement, until it ends. */
final class WalledTransaction {

    private final JdbcWall wall;
    private final Connection physical;
    private final TransactionStamp stamp;
    private boolean autoCommit;
    private boolean stamped;
    private @Nullable TenantId tenant;

    WalledTransaction(JdbcWall wall, Connection physical) throws SQLException {
        this.wall = wall;
        this.physical = physical;
        this.stamp = wall.stamp().of(physical);
        this.autoCommit = physical.getAutoCommit();
    }

    /** What sends a statement. */
    @FunctionalInterface
    interface Sending<R extends @Nullable Object> {
        R send() throws SQLException;
    }

    /** What a query should begin with, to stamp the transaction that it is about to begin; null if nothing. */
    @Nullable
    String stampingQuery() {
        return stamped ? null : stamp.query();
    }

    /** Whom a query stamps the transaction for that it is in: nobody, as long as it works for nobody. */
    String stamping(@Nullable TenantId current) {
        TenantId whom = current == null ? tenant : current;
        return whom == null ? "" : stamp.value(whom);
    }

    /** Whether each statement is a transaction of its own, which the database must be told of. */
    boolean isStampedEachTime() {
        return autoCommit && !stamp.equals(TransactionStamp.NONE);
    }

    /**
     * Runs a statement in it, stamped, if it may be part of it.
     *
     * @param current null if the statement is for nobody
     * @param stamps whether it stamps the transaction itself
     */
    <R extends @Nullable Object> R run(@Nullable TenantId current, boolean stamps, Sending<R> statement)
            throws SQLException {
        if (current == null) {
            return statement.send();
        }
        if (tenant != null) {
            wall.demand(tenant, "a transaction");
        }
        if (isStampedEachTime()) {
            return alone(() -> stamped(current, stamps, statement));
        }
        tenant = autoCommit ? null : current;
        return stamped(current, stamps, statement);
    }

    private <R extends @Nullable Object> R stamped(TenantId current, boolean stamps, Sending<R> statement)
            throws SQLException {
        if (!stamped && !stamps) {
            stamp.stamp(physical, current);
            stamped = true;
        }
        R answer = statement.send();
        stamped = true;
        return answer;
    }

    /** Nothing less than a transaction holds a stamp and a statement together, whatever the driver sends them in. */
    private <R extends @Nullable Object> R alone(Sending<R> statement) throws SQLException {
        physical.setAutoCommit(false);
        R answer;
        try {
            answer = statement.send();
            physical.commit();
        } catch (SQLException | RuntimeException | Error e) {
            undo(e);
            throw e;
        } finally {
            stamped = false;
        }
        physical.setAutoCommit(true);
        return answer;
    }

    private void undo(Throwable because) {
        try {
            physical.rollback();
            physical.setAutoCommit(true);
        } catch (SQLException e) {
            because.addSuppressed(e);
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

    /** What was said to the database may have been undone. */
    void unstamped() {
        stamped = false;
    }

    /** Leaves nothing behind for the next one who gets this connection, even from a pool that would. */
    void close() throws SQLException {
        if (stamped && !stamp.equals(TransactionStamp.NONE) && !physical.isClosed()) {
            physical.rollback();
        }
        ended();
    }
}
