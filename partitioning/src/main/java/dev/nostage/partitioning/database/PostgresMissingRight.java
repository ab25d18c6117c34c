package dev.nostage.partitioning.database;

import java.sql.SQLException;

/**
 * A right that nobody granted. PostgreSQL says 42501 of it as it does of a row that a policy refuses, and translates the
 * words: so it is known by the routine of the server that refused.
 */
final class PostgresMissingRight {

    private static final String REFUSING = "aclcheck_error";

    private PostgresMissingRight() {}

    /** Where another driver says too little, it is held for a policy's refusal. */
    static boolean is(SQLException error) {
        PostgresError said = PostgresError.of(error);
        return said != null && REFUSING.equals(said.routine());
    }
}
