package dev.nostage.partitioning.jdbc;

import dev.nostage.partitioning.jdbc.JdbcWall.Bound;
import dev.nostage.partitioning.jdbc.Shown.Reader;
import dev.nostage.partitioning.jdbc.Turn.Step;
import dev.nostage.partitioning.sql.Verdict.Proven;
import dev.nostage.tenancy.Tenant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement whose texts are judged as they come. What it answers is the tenant's that it ran for. */
class WalledStatement<S extends Statement> extends DelegatingStatement<S> {

    /** Of what failed on its way, nobody knows whose answer the driver has now. */
    private static final Reader NOBODY = () -> {
        throw new SQLException("The last statement failed, and has no answer");
    };

    final WalledConnection connection;
    private final List<Proven> batch = new ArrayList<>();
    private @Nullable Tenant batched;

    /** Who may read what the driver has: a statement that is refused leaves it what the one before answered. */
    private Reader reader = Reader.ANYBODY;

    WalledStatement(WalledConnection connection, S physical) {
        super(physical);
        this.connection = connection;
    }

    /** What sends a statement for somebody. */
    @FunctionalInterface
    interface Sending<R extends @Nullable Object> {
        R send(@Nullable Tenant tenant) throws SQLException;
    }

    /** Runs it if it may run now. */
    final <R extends @Nullable Object> R run(Proven proven, Bound values, boolean stamps, Sending<R> statement)
            throws SQLException {
        connection.turn.begin();
        try {
            Tenant tenant = connection.wall.enter(proven, values);
            return send(tenant, proven.isPartitioned() ? tenant : null, stamps, statement);
        } finally {
            connection.turn.end();
        }
    }

    private <R extends @Nullable Object> R run(String sql, Step<R> statement) throws SQLException {
        Proven proven = connection.wall.admit(sql);
        return run(proven, Bound.NOTHING, false, tenant -> statement.take());
    }

    /** Makes it part of the batch, if it may be: that is one tenant's. */
    final void addBatch(Proven proven, Bound values, Step<@Nullable Void> statement) throws SQLException {
        connection.inTurn(() -> {
            Tenant tenant = connection.wall.enter(proven, values);
            if (batched != null) {
                connection.wall.demand(batched, "a batch");
            }
            batched = tenant == null ? batched : tenant;
            if (batch.isEmpty() || !batch.get(batch.size() - 1).equals(proven)) {
                batch.add(proven);
            }
            return statement.take();
        });
    }

    /** Asks again: much may have happened since the batch was begun. Its values were compared as they came. */
    private <R extends @Nullable Object> R runBatch(Step<R> statement) throws SQLException {
        return connection.inTurn(() -> {
            if (batched != null) {
                connection.wall.demand(batched, "a batch");
            }
            for (Proven proven : batch) {
                connection.wall.enterAgain(proven);
            }
            R answer = send(batched, batched, false, tenant -> statement.take());
            forgetBatch();
            return answer;
        });
    }

    private void forgetBatch() {
        batch.clear();
        batched = null;
    }

    /** Under auto-commit all rows are fetched at once, and so they are where the transaction is the wall's. */
    private <R extends @Nullable Object> R send(
            @Nullable Tenant tenant, @Nullable Tenant owner, boolean stamps, Sending<R> statement) throws SQLException {
        int size = connection.transaction.isStampedEachTime() ? physical.getFetchSize() : 0;
        Step<R> sent = () -> answered(owner, () -> statement.send(tenant));
        if (size == 0) {
            return heard(tenant, stamps, sent);
        }
        physical.setFetchSize(0);
        try {
            return heard(tenant, stamps, sent);
        } finally {
            physical.setFetchSize(size);
        }
    }

    private <R extends @Nullable Object> R answered(@Nullable Tenant owner, Step<R> statement) throws SQLException {
        reader = NOBODY;
        R answer = statement.take();
        reader = connection.wall.reader(owner);
        return answer;
    }

    private <R extends @Nullable Object> R heard(@Nullable Tenant tenant, boolean stamps, Step<R> statement)
            throws SQLException {
        try {
            return connection.transaction.run(tenant, stamps, statement);
        } catch (SQLException e) {
            throw connection.wall.told(e);
        }
    }

    /** The driver's answer to what ran last, for whoever may read it. */
    private <R extends @Nullable Object> R answer(Step<R> answer) throws SQLException {
        return connection.inTurn(() -> {
            reader.demand();
            return answer.take();
        });
    }

    final @Nullable ResultSet walled(@Nullable ResultSet rows) {
        return rows == null ? null : new WalledResultSet(rows, this, new Shown(connection, reader));
    }

    @Override
    public final Connection getConnection() {
        return connection;
    }

    @Override
    public final @Nullable ResultSet getResultSet() throws SQLException {
        return answer(() -> walled(physical.getResultSet()));
    }

    @Override
    public final @Nullable ResultSet getGeneratedKeys() throws SQLException {
        return answer(() -> walled(physical.getGeneratedKeys()));
    }

    @Override
    public final int getUpdateCount() throws SQLException {
        return answer(physical::getUpdateCount);
    }

    @Override
    public final long getLargeUpdateCount() throws SQLException {
        return answer(physical::getLargeUpdateCount);
    }

    @Override
    public final boolean getMoreResults() throws SQLException {
        return answer(() -> physical.getMoreResults());
    }

    @Override
    public final boolean getMoreResults(int value) throws SQLException {
        return answer(() -> physical.getMoreResults(value));
    }

    @Override
    public final @Nullable ResultSet executeQuery(String sql) throws SQLException {
        return connection.inTurn(() -> walled(run(sql, () -> physical.executeQuery(sql))));
    }

    @Override
    public final boolean execute(String sql) throws SQLException {
        return run(sql, () -> physical.execute(sql));
    }

    @Override
    public final boolean execute(String sql, int generatedKeys) throws SQLException {
        return run(sql, () -> physical.execute(sql, generatedKeys));
    }

    @Override
    public final boolean execute(String sql, int[] columns) throws SQLException {
        return run(sql, () -> physical.execute(sql, columns));
    }

    @Override
    public final boolean execute(String sql, String[] columns) throws SQLException {
        String[] named = connection.wall.admitColumns(columns);
        return run(sql, () -> physical.execute(sql, named));
    }

    @Override
    public final int executeUpdate(String sql) throws SQLException {
        return run(sql, () -> physical.executeUpdate(sql));
    }

    @Override
    public final int executeUpdate(String sql, int generatedKeys) throws SQLException {
        return run(sql, () -> physical.executeUpdate(sql, generatedKeys));
    }

    @Override
    public final int executeUpdate(String sql, int[] columns) throws SQLException {
        return run(sql, () -> physical.executeUpdate(sql, columns));
    }

    @Override
    public final int executeUpdate(String sql, String[] columns) throws SQLException {
        String[] named = connection.wall.admitColumns(columns);
        return run(sql, () -> physical.executeUpdate(sql, named));
    }

    @Override
    public final long executeLargeUpdate(String sql) throws SQLException {
        return run(sql, () -> physical.executeLargeUpdate(sql));
    }

    @Override
    public final long executeLargeUpdate(String sql, int generatedKeys) throws SQLException {
        return run(sql, () -> physical.executeLargeUpdate(sql, generatedKeys));
    }

    @Override
    public final long executeLargeUpdate(String sql, int[] columns) throws SQLException {
        return run(sql, () -> physical.executeLargeUpdate(sql, columns));
    }

    @Override
    public final long executeLargeUpdate(String sql, String[] columns) throws SQLException {
        String[] named = connection.wall.admitColumns(columns);
        return run(sql, () -> physical.executeLargeUpdate(sql, named));
    }

    @Override
    public final void addBatch(String sql) throws SQLException {
        addBatch(connection.wall.admit(sql), Bound.NOTHING, () -> {
            physical.addBatch(sql);
            return null;
        });
    }

    @Override
    public final void clearBatch() throws SQLException {
        connection.doInTurn(() -> {
            physical.clearBatch();
            forgetBatch();
        });
    }

    @Override
    public final int[] executeBatch() throws SQLException {
        return runBatch(physical::executeBatch);
    }

    @Override
    public final long[] executeLargeBatch() throws SQLException {
        return runBatch(physical::executeLargeBatch);
    }
}
