package dev.nostage.partitioning.jdbc;

import dev.nostage.partitioning.jdbc.JdbcWall.Bound;
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
    private @Nullable TenantId opened;

    WalledStatement(WalledConnection connection, S physical) {
        super(physical);
        this.connection = connection;
    }

    /** Passes if it may run now. */
    final void enter(Proven proven, Bound values) throws SQLException {
        TenantId tenant = connection.wall.enter(proven, values);
        connection.transaction.enter(tenant);
        opened = proven.isPartitioned() ? tenant : null;
    }

    private void enter(String sql) throws SQLException {
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
    private void runBatch() throws SQLException {
        if (batched != null) {
            connection.wall.demand(batched, "a batch");
        }
        for (Proven proven : batch) {
            connection.wall.enterAgain(proven);
        }
        connection.transaction.enter(batched);
        opened = batched;
        forgetBatch();
    }

    private void forgetBatch() {
        batch.clear();
        batched = null;
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
        return walled(physical.executeQuery(sql));
    }

    @Override
    public final boolean execute(String sql) throws SQLException {
        enter(sql);
        return physical.execute(sql);
    }

    @Override
    public final boolean execute(String sql, int generatedKeys) throws SQLException {
        enter(sql);
        return physical.execute(sql, generatedKeys);
    }

    @Override
    public final boolean execute(String sql, int[] columns) throws SQLException {
        enter(sql);
        return physical.execute(sql, columns);
    }

    @Override
    public final boolean execute(String sql, String[] columns) throws SQLException {
        enter(sql);
        return physical.execute(sql, columns);
    }

    @Override
    public final int executeUpdate(String sql) throws SQLException {
        enter(sql);
        return physical.executeUpdate(sql);
    }

    @Override
    public final int executeUpdate(String sql, int generatedKeys) throws SQLException {
        enter(sql);
        return physical.executeUpdate(sql, generatedKeys);
    }

    @Override
    public final int executeUpdate(String sql, int[] columns) throws SQLException {
        enter(sql);
        return physical.executeUpdate(sql, columns);
    }

    @Override
    public final int executeUpdate(String sql, String[] columns) throws SQLException {
        enter(sql);
        return physical.executeUpdate(sql, columns);
    }

    @Override
    public final long executeLargeUpdate(String sql) throws SQLException {
        enter(sql);
        return physical.executeLargeUpdate(sql);
    }

    @Override
    public final long executeLargeUpdate(String sql, int generatedKeys) throws SQLException {
        enter(sql);
        return physical.executeLargeUpdate(sql, generatedKeys);
    }

    @Override
    public final long executeLargeUpdate(String sql, int[] columns) throws SQLException {
        enter(sql);
        return physical.executeLargeUpdate(sql, columns);
    }

    @Override
    public final long executeLargeUpdate(String sql, String[] columns) throws SQLException {
        enter(sql);
        return physical.executeLargeUpdate(sql, columns);
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
        runBatch();
        return physical.executeBatch();
    }

    @Override
    public final long[] executeLargeBatch() throws SQLException {
        runBatch();
        return physical.executeLargeBatch();
    }
}
