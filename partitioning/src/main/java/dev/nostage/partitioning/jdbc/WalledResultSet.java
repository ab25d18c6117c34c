package dev.nostage.partitioning.jdbc;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A result that only the tenant reads for whom it was opened. */
final class WalledResultSet extends ColumnsByLabel {

    private final @Nullable WalledStatement<?> statement;

    /** @param statement null if it is none that one could run again */
    WalledResultSet(ResultSet physical, @Nullable WalledStatement<?> statement, Shown shown) {
        super(physical, shown);
        this.statement = statement;
    }

    @Override
    public @Nullable Statement getStatement() {
        return statement;
    }

    @Override
    public boolean absolute(int value) throws SQLException {
        shown.demand();
        return DataError.hidden(() -> physical.absolute(value));
    }

    @Override
    public void afterLast() throws SQLException {
        physical.afterLast();
    }

    @Override
    public void beforeFirst() throws SQLException {
        physical.beforeFirst();
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
    public int findColumn(String label) throws SQLException {
        return physical.findColumn(label);
    }

    @Override
    public boolean first() throws SQLException {
        shown.demand();
        return DataError.hidden(() -> physical.first());
    }

    @Override
    public int getConcurrency() throws SQLException {
        return physical.getConcurrency();
    }

    @Override
    public String getCursorName() throws SQLException {
        return physical.getCursorName();
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
    public int getHoldability() throws SQLException {
        return physical.getHoldability();
    }

    @Override
    public @Nullable ResultSetMetaData getMetaData() throws SQLException {
        return shown.as(ResultSetMetaData.class, physical.getMetaData());
    }

    @Override
    public int getRow() throws SQLException {
        return physical.getRow();
    }

    @Override
    public int getType() throws SQLException {
        return physical.getType();
    }

    @Override
    public SQLWarning getWarnings() throws SQLException {
        return physical.getWarnings();
    }

    @Override
    public boolean isAfterLast() throws SQLException {
        return physical.isAfterLast();
    }

    @Override
    public boolean isBeforeFirst() throws SQLException {
        return physical.isBeforeFirst();
    }

    @Override
    public boolean isClosed() throws SQLException {
        return physical.isClosed();
    }

    @Override
    public boolean isFirst() throws SQLException {
        return physical.isFirst();
    }

    @Override
    public boolean isLast() throws SQLException {
        return physical.isLast();
    }

    @Override
    public boolean last() throws SQLException {
        shown.demand();
        return DataError.hidden(() -> physical.last());
    }

    @Override
    public boolean next() throws SQLException {
        shown.demand();
        return DataError.hidden(() -> physical.next());
    }

    @Override
    public boolean previous() throws SQLException {
        shown.demand();
        return DataError.hidden(() -> physical.previous());
    }

    @Override
    public boolean relative(int value) throws SQLException {
        shown.demand();
        return DataError.hidden(() -> physical.relative(value));
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
    public boolean wasNull() throws SQLException {
        return physical.wasNull();
    }
}
