package dev.nostage.partitioning.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;

/** What a connection may do without a wall. */
abstract class DelegatingConnection extends Unwrappable implements Connection {

    final Connection physical;

    DelegatingConnection(Connection physical) {
        this.physical = physical;
    }

    @Override
    public void clearWarnings() throws SQLException {
        physical.clearWarnings();
    }

    @Override
    public String getCatalog() throws SQLException {
        return physical.getCatalog();
    }

    @Override
    public Properties getClientInfo() throws SQLException {
        return physical.getClientInfo();
    }

    @Override
    public String getClientInfo(String value) throws SQLException {
        return physical.getClientInfo(value);
    }

    @Override
    public int getHoldability() throws SQLException {
        return physical.getHoldability();
    }

    @Override
    public int getNetworkTimeout() throws SQLException {
        return physical.getNetworkTimeout();
    }

    @Override
    public String getSchema() throws SQLException {
        return physical.getSchema();
    }

    @Override
    public int getTransactionIsolation() throws SQLException {
        return physical.getTransactionIsolation();
    }

    @Override
    public Map<String, Class<?>> getTypeMap() throws SQLException {
        return physical.getTypeMap();
    }

    @Override
    public SQLWarning getWarnings() throws SQLException {
        return physical.getWarnings();
    }

    @Override
    public boolean isClosed() throws SQLException {
        return physical.isClosed();
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        return physical.isReadOnly();
    }

    @Override
    public boolean isValid(int value) throws SQLException {
        return physical.isValid(value);
    }

    @Override
    public void setHoldability(int value) throws SQLException {
        physical.setHoldability(value);
    }

    @Override
    public void setNetworkTimeout(Executor executor, int value) throws SQLException {
        physical.setNetworkTimeout(executor, value);
    }

    @Override
    public void setReadOnly(boolean value) throws SQLException {
        physical.setReadOnly(value);
    }

    @Override
    public void setTransactionIsolation(int value) throws SQLException {
        physical.setTransactionIsolation(value);
    }

    @Override
    public String nativeSQL(String sql) throws SQLException {
        return physical.nativeSQL(sql);
    }
}
