package dev.nostage.partitioning.jdbc;

import dev.nostage.partitioning.jdbc.JdbcWall.Bound;
import dev.nostage.partitioning.sql.Verdict.Proven;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A prepared statement whose values are compared with the tenant each time that it runs. */
class WalledPreparedStatement extends Binding implements Bound {

    final Proven proven;
    private final List<Integer> positions;
    private final @Nullable Object[] values;

    WalledPreparedStatement(WalledConnection connection, PreparedStatement physical, int shift, Proven proven) {
        super(connection, physical, shift);
        this.proven = proven;
        this.positions = positions(proven);
        this.values = new @Nullable Object[positions.size()];
        Arrays.fill(values, UNBOUND);
    }

    private static List<Integer> positions(Proven proven) {
        return proven.times().isEmpty()
                ? proven.parameters()
                : Stream.concat(proven.parameters().stream(), proven.times().stream())
                        .distinct()
                        .toList();
    }

    /** What it does with the values that it has now. */
    final Proven asBound() {
        return proven.times().isEmpty() ? proven : proven.with(this::noted);
    }

    @Override
    final void bound(int position, @Nullable Object value) {
        int place = place(position);
        if (place >= 0) {
            values[place] = value;
        }
    }

    @Override
    public final @Nullable Object at(int position) {
        Object noted = noted(position);
        return noted instanceof OfAnotherType ? null : noted;
    }

    private @Nullable Object noted(int position) {
        return values[place(position)];
    }

    /** @return -1 if its value is not noted */
    private int place(int position) {
        for (int i = 0; i < values.length; i++) {
            if (positions.get(i) == position) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public final void clearParameters() throws SQLException {
        connection.doInTurn(() -> {
            Arrays.fill(values, UNBOUND);
            physical.clearParameters();
        });
    }

    @Override
    public @Nullable ResultSetMetaData getMetaData() throws SQLException {
        return connection.shown.as(ResultSetMetaData.class, physical.getMetaData());
    }

    @Override
    public @Nullable ParameterMetaData getParameterMetaData() throws SQLException {
        return connection.shown.as(ParameterMetaData.class, physical.getParameterMetaData());
    }

    @Override
    public @Nullable ResultSet executeQuery() throws SQLException {
        connection.turn.begin();
        try {
            return walled(run(asBound(), this, false, tenant -> physical.executeQuery()));
        } finally {
            connection.turn.end();
        }
    }

    @Override
    public boolean execute() throws SQLException {
        return run(asBound(), this, false, tenant -> physical.execute());
    }

    @Override
    public int executeUpdate() throws SQLException {
        return run(asBound(), this, false, tenant -> physical.executeUpdate());
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return run(asBound(), this, false, tenant -> physical.executeLargeUpdate());
    }

    @Override
    public void addBatch() throws SQLException {
        addBatch(asBound(), this, () -> {
            physical.addBatch();
            return null;
        });
    }
}
