package dev.nostage.partitioning.jdbc;

import dev.nostage.tenancy.ReadOnly;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A data source whose every statement is looked at before it runs, and that hands out nothing behind which it is not. */
public final class WalledDataSource extends Unwrappable implements DataSource {

    private final DataSource physical;
    private final JdbcWall wall;

    /** @param physical a pool; whoever else has it is not walled */
    public WalledDataSource(DataSource physical, JdbcWall wall) {
        this.physical = physical;
        this.wall = wall;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return walled(physical.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return walled(physical.getConnection(username, password));
    }

    private Connection walled(Connection connection) throws SQLException {
        try {
            WalledConnection walled = new WalledConnection(connection, wall);
            if (ReadOnly.isDemanded()) {
                walled.keepReadOnly();
            }
            return walled;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return physical.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        physical.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        physical.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return physical.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return physical.getParentLogger();
    }
}
