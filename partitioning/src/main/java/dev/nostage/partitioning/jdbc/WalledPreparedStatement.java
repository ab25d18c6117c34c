package dev.nostage.partitioning.jdbc;

import dev.nostage.partitioning.jdbc.JdbcWall.Bound;
import dev.nostage.partitioning.sql.Verdict.Proven;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A prepared statement whose values are compared with the tenant each time that it runs. */
final class WalledPreparedStatement extends Binding implements Bound {

    private final Proven proven;
    private final List<Integer> positions;
    private final @Nullable Object[] values;

    WalledPreparedStatement(WalledConnection connection, PreparedStatement physical, Proven proven) {
        super(connection, physical);
        this.proven = proven;
        this.positions = proven.parameters();
        this.values = new @Nullable Object[positions.size()];
    }

    @Override
    void bound(int position, @Nullable Object value) {
        for (int i = 0; i < values.length; i++) {
            if (positions.get(i) == position) {
                values[i] = value;
            }
        }
    }

    @Override
    public @Nullable Object at(int position) {
        return values[positions.indexOf(position)];
    }

    @Override
    public void clearParameters() throws SQLException {
        Arrays.fill(values, null);
        physical.clearParameters();
    }

    @Override
    public @Nullable ResultSet executeQuery() throws SQLException {
        enter(proven, this);
        return walled(physical.executeQuery());
    }

    @Override
    public boolean execute() throws SQLException {
        enter(proven, this);
        return physical.execute();
    }

    @Override
    public int executeUpdate() throws SQLException {
        enter(proven, this);
        return physical.executeUpdate();
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        enter(proven, this);
        return physical.executeLargeUpdate();
    }

    @Override
    public void addBatch() throws SQLException {
        enterBatch(proven, this);
        physical.addBatch();
    }
}
