package dev.nostage.partitioning.jdbc;

import dev.nostage.partitioning.jdbc.Turn.Step;
import dev.nostage.problem.ProblemException;
import java.sql.BatchUpdateException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What a database says of a value that it could not work with. It quotes the value, and a database that has no policies
 * may have asked a condition of another tenant's row before it found out whose it was: so what it says is not passed on,
 * but for its SQLState and its code.
 */
final class DataError {

    private DataError() {}

    /** Runs what reads rows, and passes on no value that it fails at. */
    static <R extends @Nullable Object> R hidden(Step<R> work) throws SQLException {
        try {
            return work.take();
        } catch (SQLException e) {
            throw hidden(e);
        }
    }

    /** The same error, unless it or one after it may show a value. */
    static SQLException hidden(SQLException error) {
        for (SQLException each = error; each != null; each = each.getNextException()) {
            if (mayShow(each)) {
                return withoutValues(error);
            }
        }
        return error;
    }

    /** Data exceptions, and what H2 has no state of the standard for, unless it is what a trigger of ours refused. */
    private static boolean mayShow(SQLException error) {
        String state = error.getSQLState();
        return state != null
                && (state.startsWith("22") || state.startsWith("90") || state.equals("HY000"))
                && !(error.getCause() instanceof ProblemException);
    }

    private static SQLException withoutValues(SQLException error) {
        String state = error.getSQLState();
        String said = "The database could not work with a value (SQLState " + state + ", code " + error.getErrorCode()
                + "); what it said is left out, since it may show another tenant's row";
        SQLException hidden = error instanceof BatchUpdateException batch
                ? new BatchUpdateException(
                        said, state, error.getErrorCode(), batch.getLargeUpdateCounts(), /* cause= */ null)
                : new SQLDataException(said, state, error.getErrorCode());
        hidden.setStackTrace(error.getStackTrace());
        SQLException next = error.getNextException();
        if (next != null) {
            hidden.setNextException(hidden(next));
        }
        for (Throwable suppressed : error.getSuppressed()) {
            hidden.addSuppressed(suppressed);
        }
        return hidden;
    }
}
