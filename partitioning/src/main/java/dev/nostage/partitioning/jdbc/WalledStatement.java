package dev.nostage.partitioning.jdbc;

import dev.nostage.partitioning.jdbc.JdbcWall.Bound;
import dev.nostage.partitioning.jdbc.WalledTransaction.Sending;
import dev.nostage.partitioning.sql.Verdict.Proven;
import dev.nostage.tenancy.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement whose texts are judged as they come. What it answers is the tenant's that it ran for. */
class WalledStatement<S extends Statement> extends DelegatingStatement<S> {

    private final WalledConnection connection;
    private final List<Proven> batch = new ArrayList<>();
    private @Nullable TenantId batched;
    private @Nullable TenantId running;
    private @Nullable TenantId opened;

    WalledStatement(WalledConnection connection, S physical) {
        super(physical);
        this.connection = connection;
    }

    /** Passes if it may run now. */
    final void enter(Proven proven, Bound values) {
        running = connection.wall.enter(proven, values);
        opened = proven.isPartitioned() ? running : null;
    }

    private void enter(String sql) {
        enter(connection.wall.admit(sql), Bound.NOTHING);
    }

    /** Passes if it may be part of the batch, which is one tenant's. */
    final void enterBatch(Proven proven, Bound values) {
        TenantId tenant = connection.wall.enter(proven, values);
        if (batched != null) {
            connection.wall.demand(batched, "a batch");
        }
        batched = tenant == null ? batched : tenant;
        if (batch.isEmpty() || !batch.get(batch.size() - 1).equals(proven)) {
            batch.add(proven);
        }
    }

    /** Asks again: much may have happened since the batch was begun. Its values were compared as they came. */
    private void enterBatch() {
        if (batched != null) {
            connection.wall.demand(batched, "a batch");
        }
        for (Proven proven : batch) {
            connection.wall.enterAgain(proven);
        }
        running = batched;
        opened = batched;
        forgetBatch();
    }

    private void forgetBatch() {
        batch.clear();
        batched = null;
    }

    /** Runs what has entered, for whom it entered. */
    final <R extends @Nullable Object> R run(Sending<R> statement) throws SQLException {
        return run(false, statement);
    }

    /** The same for a statement that stamps the transaction itself. */
    final <R extends @Nullable Object> R runStamping(Stamping<R> statement) throws SQLException {
        TenantId tenant = running;
        return run(true, () -> statement.send(tenant));
    }

    @FunctionalInterface
    interface Stamping<R extends @Nullable Object> {
        R send(@Nullable TenantId tenant) throws SQLException;
    }

    /** Under auto-commit all rows are fetched at once, and so they are where the transaction is the wall's. */
    private <R extends @Nullable Object> R run(boolean stamps, Sending<R> statement) throws SQLException {
        int size = connection.transaction.isStampedEachTime() ? physical.getFetchSize() : 0;
        if (size == 0) {
            return heard(stamps, statement);
        }
        physical.setFetchSize(0);
        try {
            return heard(stamps, statement);
        } finally {
            physical.setFetchSize(size);
        }
    }

    private <R extends @Nullable Object> R heard(boolean stamps, Sending<R> statement) throws SQLException {
        try {
            return connection.transaction.run(running, stamps, statement);
        } catch (SQLException e) {
            connection.wall.refusedByDatabase(e);
            throw e;
        }
    }

    final @Nullable ResultSet walled(@Nullable ResultSet rows) {
        return rows == null ? null : new WalledResultSet(rows, this, connection.wall, opened);
    }

    @Override
    public final Connection getConnection() {
        return connection;
    }

    @Override
    public final @Nullable ResultSet getResultSet() throws SQLException {
        return walled(physical.getResultSet());
    }

    @Override
    public final @Nullable ResultSet getGeneratedKeys() throws SQLException {
        return walled(physical.getGeneratedKeys());
    }

    @Override
    public final @Nullable ResultSet executeQuery(String sql) throws SQLException {
        enter(sql);
        return walled(run(() -> physical.executeQuery(sql)));
    }

    @Override
    public final boolean execute(String sql) throws SQLException {
        enter(sql);
        return run(() -> physical.execute(sql));
    }

    @Override
    public final boolean execute(String sql, int generatedKeys) throws SQLException {
        enter(sql);
        return run(() -> physical.execute(sql, generatedKeys));
    }

    @Override
    public final boolean execute(String sql, int[] columns) throws SQLException {
        enter(sql);
        return run(() -> physical.execute(sql, columns));
    }

    @Override
    public final boolean execute(String sql, String[] columns) throws SQLException {
        enter(sql);
        return run(() -> physical.execute(sql, columns));
    }

    @Override
    public final int executeUpdate(String sql) throws SQLException {
        enter(sql);
        return run(() -> physical.executeUpdate(sql));
    }

    @Override
    public final int executeUpdate(String sql, int generatedKeys) throws SQLException {
        enter(sql);
        return run(() -> physical.executeUpdate(sql, generatedKeys));
    }

    @Override
    public final int executeUpdate(String sql, int[] columns) throws SQLException {
        enter(sql);
        return run(() -> physical.executeUpdate(sql, columns));
    }

    @Override
    public final int executeUpdate(String sql, String[] columns) throws SQLException {
        enter(sql);
        return run(() -> physical.executeUpdate(sql, columns));
    }

    @Override
    public final long executeLargeUpdate(String sql) throws SQLException {
        enter(sql);
        return run(() -> physical.executeLargeUpdate(sql));
    }

    @Override
    public final long executeLargeUpdate(String sql, int generatedKeys) throws SQLException {
        enter(sql);
        return run(() -> physical.executeLargeUpdate(sql, generatedKeys));
    }

    @Override
    public final long executeLargeUpdate(String sql, int[] columns) throws SQLException {
        enter(sql);
        return run(() -> physical.executeLargeUpdate(sql, columns));
    }

    @Override
    public final long executeLargeUpdate(String sql, String[] columns) throws SQLException {
        enter(sql);
        return run(() -> physical.executeLargeUpdate(sql, columns));
    }

    @Override
    public final void addBatch(String sql) throws SQLException {
        enterBatch(connection.wall.admit(sql), Bound.NOTHING);
        physical.addBatch(sql);
    }

    @Override
    public final void clearBatch() throws SQLException {
        physical.clearBatch();
        forgetBatch();
    }

    @Override
    public final int[] executeBatch() throws SQLException {
        enterBatch();
        return run(() -> physical.executeBatch());
    }

    @Override
    public final long[] executeLargeBatch() throws SQLException {
        enterBatch();
        return run(() -> physical.executeLargeBatch());
    }
}
