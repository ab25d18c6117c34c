package dev.nostage.partitioning.jdbc;

import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.sql.Verdict.Proven;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A connection whose statements are walled, and whose transaction is one tenant's. */
final class WalledConnection extends ShowingConnection {

    final JdbcWall wall;
    final WalledTransaction transaction;

    /** Each opening makes a new one, which {@code ConnectionTenants} looks up twice: the JVM's own is dear the first time. */
    private final int hash = ThreadLocalRandom.current().nextInt();

    /** What it was before it was lent to one who only reads; null if it was not. */
    private @Nullable Boolean lentReadOnly;

    WalledConnection(Connection physical, JdbcWall wall) throws SQLException {
        super(physical);
        this.wall = wall;
        this.transaction = new WalledTransaction(wall, physical);
    }

    /** One is equal to itself alone. */
    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /**
     * Makes it read-only until it is closed, where the database knows of that: what the wall takes for a query, and is
     * none, is stopped there.
     */
    void keepReadOnly() throws SQLException {
        lentReadOnly = physical.isReadOnly();
        physical.setReadOnly(true);
    }

    /** Whoever only reads may not stop doing so, whatever a framework believes. */
    @Override
    public void setReadOnly(boolean value) throws SQLException {
        if (lentReadOnly == null) {
            physical.setReadOnly(value);
        }
    }

    @Override
    public Statement createStatement() throws SQLException {
        return new WalledStatement<>(this, physical.createStatement());
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        refuseUpdatable(concurrency);
        return new WalledStatement<>(this, physical.createStatement(type, concurrency));
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        refuseUpdatable(concurrency);
        return new WalledStatement<>(this, physical.createStatement(type, concurrency, holdability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return prepare(sql, physical::prepareStatement);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        refuseUpdatable(concurrency);
        return prepare(sql, text -> physical.prepareStatement(text, type, concurrency));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        refuseUpdatable(concurrency);
        return prepare(sql, text -> physical.prepareStatement(text, type, concurrency, holdability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int generatedKeys) throws SQLException {
        return prepareKeyed(sql, text -> physical.prepareStatement(text, generatedKeys));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
        return prepareKeyed(sql, text -> physical.prepareStatement(text, columns));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
        String[] named = wall.admitColumns(columns);
        return prepareKeyed(sql, text -> physical.prepareStatement(text, named));
    }

    /** What reads is sent together with the stamp: it is not batched, and its one answer is easily told from that. */
    private PreparedStatement prepare(String sql, Preparation preparation) throws SQLException {
        Proven proven = admit(sql);
        String stamp = proven.statement().writes() ? null : transaction.stampingQuery();
        return stamp == null
                ? new WalledPreparedStatement(this, preparation.of(sql), 0, proven)
                : new StampedQuery(this, preparation.of(stamp + "; " + sql), proven, sql);
    }

    private PreparedStatement prepareKeyed(String sql, Preparation preparation) throws SQLException {
        Proven proven = admit(sql);
        return new WalledPreparedStatement(this, preparation.of(sql), 0, proven);
    }

    /** Some databases look at a statement as it is prepared: so does the wall, and asks for a tenant. */
    private Proven admit(String sql) {
        Proven proven = wall.admit(sql);
        JdbcWall.whom(proven);
        return proven;
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        throw refusal("A procedure may read any row, and is not called here");
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        return prepareCall(sql);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        return prepareCall(sql);
    }

    private static void refuseUpdatable(int concurrency) throws SQLException {
        if (concurrency != ResultSet.CONCUR_READ_ONLY) {
            throw refusal("Rows are not written through a result here: use UPDATE, INSERT or DELETE");
        }
    }

    /** Switched on, it commits. */
    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        doInTurn(() -> {
            if (transaction.endsBy(autoCommit)) {
                transaction.refuseOther();
            }
            physical.setAutoCommit(autoCommit);
            transaction.autoCommit(autoCommit);
        });
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        return physical.getAutoCommit();
    }

    /**
     * What was done for a tenant takes effect for that tenant, or where nobody is worked for any more, as in a framework
     * that ends a transaction around it.
     *
     * @throws CrossTenantException for another tenant; roll it back then, or commit it where it was begun
     */
    @Override
    public void commit() throws SQLException {
        doInTurn(() -> {
            transaction.refuseOther();
            transaction.unstamped();
            physical.commit();
            transaction.ended();
        });
    }

    /** Whoever has the connection may: what is undone is shown to nobody, and pools roll back for nobody. */
    @Override
    public void rollback() throws SQLException {
        doInTurn(() -> {
            transaction.unstamped();
            physical.rollback();
            transaction.ended();
        });
    }

    /** A savepoint is the tenant's whose transaction it is in. */
    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        doInTurn(() -> {
            transaction.demand();
            transaction.unstamped();
            physical.rollback(Shield.behind(savepoint));
        });
    }

    @Override
    public void close() throws SQLException {
        doInTurn(() -> {
            try {
                transaction.close();
                giveBack();
            } finally {
                physical.close();
            }
        });
    }

    private void giveBack() throws SQLException {
        Boolean before = lentReadOnly;
        if (before != null && !physical.isClosed()) {
            if (!physical.getAutoCommit()) {
                physical.rollback();
            }
            physical.setReadOnly(before);
            lentReadOnly = null;
        }
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        physical.abort(executor);
    }

    @Override
    public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
        physical.setTypeMap(map);
    }

    @Override
    public void setSchema(String schema) throws SQLException {
        throw refusal("The schema says which tables are meant, and is set for the data source, not here");
    }

    @Override
    public void setCatalog(String catalog) throws SQLException {
        throw refusal("The catalog says which tables are meant, and is set for the data source, not here");
    }

    @Override
    public void setClientInfo(String name, String value) throws SQLClientInfoException {
        throw new SQLClientInfoException("Client information is set for the data source, not here", Map.of());
    }

    @Override
    public void setClientInfo(Properties properties) throws SQLClientInfoException {
        throw new SQLClientInfoException("Client information is set for the data source, not here", Map.of());
    }

    @FunctionalInterface
    private interface Preparation {
        PreparedStatement of(String text) throws SQLException;
    }
}
