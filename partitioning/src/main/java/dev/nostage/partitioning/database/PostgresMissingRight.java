package dev.nostage.partitioning.database;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * A right that nobody granted. PostgreSQL says 42501 of it as it does of a row that a policy refuses, and translates the
 * words: so it is known by the routine of the server that refused.
 */
final class PostgresMissingRight {

    private static final String REFUSING = "aclcheck_error";

    private static final boolean IS_DRIVER = isDriver();

    private PostgresMissingRight() {}

    private static boolean isDriver() {
        try {
            Class.forName("org.postgresql.util.PSQLException", false, PostgresMissingRight.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Where another driver says too little, it is held for a policy's refusal. */
    static boolean is(SQLException error) {
        return IS_DRIVER && Driver.is(error);
    }

    private static final class Driver {

        static boolean is(SQLException error) {
            if (!(error instanceof PSQLException refused)) {
                return false;
            }
            ServerErrorMessage message = refused.getServerErrorMessage();
            return message != null && REFUSING.equals(message.getRoutine());
        }
    }
}
