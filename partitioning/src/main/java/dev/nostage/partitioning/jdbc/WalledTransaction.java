package dev.nostage.partitioning.jdbc;

import dev.nostage.partitioning.jdbc.Turn.Step;
import dev.nostage.tenancy.Tenant;
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
    private @Nullable Tenant tenant;

    WalledTransaction(JdbcWall wall, Connection physical) throws SQLException {
        this.wall = wall;
        this.physical = physical;
        this.stamp = wall.stamp().of(physical);
        this.autoCommit = physical.getAutoCommit();
    }

    /** What a query should begin with, to stamp the transaction that it is about to begin; null if nothing. */
    @Nullable
    String stampingQuery() {
        return stamped ? null : stamp.query();
    }

    /** Whom a query stamps the transaction for that it is in: nobody, as long as it works for nobody. */
    String stamping(@Nullable Tenant current) {
        Tenant whom = current == null ? tenant : current;
        return whom == null ? "" : stamp.value(whom.id());
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
    <R extends @Nullable Object> R run(@Nullable Tenant current, boolean stamps, Step<R> statement)
            throws SQLException {
        if (current == null) {
            return statement.take();
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

    private <R extends @Nullable Object> R stamped(Tenant current, boolean stamps, Step<R> statement)
            throws SQLException {
        if (!stamped && !stamps) {
            stamp.stamp(physical, current.id());
            stamped = true;
        }
        R answer = statement.take();
        stamped = true;
        return answer;
    }

    /** Nothing less than a transaction holds a stamp and a statement together, whatever the driver sends them in. */
    private <R extends @Nullable Object> R alone(Step<R> statement) throws SQLException {
        physical.setAutoCommit(false);
        R answer;
        try {
            answer = statement.take();
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

    /** Passes unless another tenant is worked for: whoever is nobody may end what was begun for one. */
    void refuseOther() {
        if (tenant != null) {
            wall.refuseOther(tenant, "a transaction");
        }
    }

    /** Whether auto-commit would be another, and so end it. */
    boolean endsBy(boolean on) {
        return on != autoCommit;
    }

    void autoCommit(boolean on) {
        if (endsBy(on)) {
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
