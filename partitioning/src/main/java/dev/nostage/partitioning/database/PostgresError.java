package dev.nostage.partitioning.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What the server itself says of an error. It translates the words, and its driver puts others around them; the routine
 * that made the error is the same in every language.
 */
record PostgresError(String routine, String message) {

    private static final boolean IS_DRIVER = isDriver();

    private static boolean isDriver() {
        try {
            Class.forName("org.postgresql.util.PSQLException", false, PostgresError.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** @return null if another driver says too little */
    static @Nullable PostgresError of(SQLException error) {
        return IS_DRIVER ? Driver.of(error) : null;
    }

    private static final class Driver {

        /** A batch's error has the server's for its cause. */
        static @Nullable PostgresError of(SQLException error) {
            Throwable said = error instanceof PSQLException ? error : error.getCause();
            ServerErrorMessage message = said instanceof PSQLException own ? own.getServerErrorMessage() : null;
            return message == null || message.getRoutine() == null || message.getMessage() == null
                    ? null
                    : new PostgresError(message.getRoutine(), message.getMessage());
        }
    }
}
