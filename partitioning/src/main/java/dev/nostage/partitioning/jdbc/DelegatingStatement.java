package dev.nostage.partitioning.jdbc;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

/** What a statement may do without a wall. */
abstract class DelegatingStatement<S extends Statement> extends Unwrappable implements Statement {

    final S physical;

    DelegatingStatement(S physical) {
        this.physical = physical;
    }

    @Override
    public void cancel() throws SQLException {
        physical.cancel();
    }

    @Override
    public void clearWarnings() throws SQLException {
        physical.clearWarnings();
    }

    @Override
    public void close() throws SQLException {
        physical.close();
    }

    @Override
    public void closeOnCompletion() throws SQLException {
        physical.closeOnCompletion();
    }

    @Override
    public int getFetchDirection() throws SQLException {
        return physical.getFetchDirection();
    }

    @Override
    public int getFetchSize() throws SQLException {
        return physical.getFetchSize();
    }

    @Override
    public long getLargeMaxRows() throws SQLException {
        return physical.getLargeMaxRows();
    }

    @Override
    public int getMaxFieldSize() throws SQLException {
        return physical.getMaxFieldSize();
    }

    @Override
    public int getMaxRows() throws SQLException {
        return physical.getMaxRows();
    }

    @Override
    public int getQueryTimeout() throws SQLException {
        return physical.getQueryTimeout();
    }

    @Override
    public int getResultSetConcurrency() throws SQLException {
        return physical.getResultSetConcurrency();
    }

    @Override
    public int getResultSetHoldability() throws SQLException {
        return physical.getResultSetHoldability();
    }

    @Override
    public int getResultSetType() throws SQLException {
        return physical.getResultSetType();
    }

    @Override
    public SQLWarning getWarnings() throws SQLException {
        return physical.getWarnings();
    }

    @Override
    public boolean isCloseOnCompletion() throws SQLException {
        return physical.isCloseOnCompletion();
    }

    @Override
    public boolean isClosed() throws SQLException {
        return physical.isClosed();
    }

    @Override
    public boolean isPoolable() throws SQLException {
        return physical.isPoolable();
    }

    @Override
    public void setCursorName(String value) throws SQLException {
        physical.setCursorName(value);
    }

    @Override
    public void setEscapeProcessing(boolean value) throws SQLException {
        physical.setEscapeProcessing(value);
    }

    @Override
    public void setFetchDirection(int value) throws SQLException {
        physical.setFetchDirection(value);
    }

    @Override
    public void setFetchSize(int value) throws SQLException {
        physical.setFetchSize(value);
    }

    @Override
    public void setLargeMaxRows(long value) throws SQLException {
        physical.setLargeMaxRows(value);
    }

    @Override
    public void setMaxFieldSize(int value) throws SQLException {
        physical.setMaxFieldSize(value);
    }

    @Override
    public void setMaxRows(int value) throws SQLException {
        physical.setMaxRows(value);
    }

    @Override
    public void setPoolable(boolean value) throws SQLException {
        physical.setPoolable(value);
    }

    @Override
    public void setQueryTimeout(int value) throws SQLException {
        physical.setQueryTimeout(value);
    }
}
