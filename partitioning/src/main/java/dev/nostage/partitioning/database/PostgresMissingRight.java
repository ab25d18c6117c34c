package dev.nostage.partitioning.database;

import java.sql.SQLException;
import java.util.Set;

/**
 * A right that nobody granted. PostgreSQL says 42501 of it as it does of a row that a policy refuses, and translates the
 * words: so it is known by the routine of the server that refused. The right to a large object is not among them: there
 * it is all that stands before another tenant's.
 */
final class PostgresMissingRight {

    /** The server's own, which asks for most rights, and those of sequences, which ask by themselves. */
    private static final Set<String> REFUSING =
            Set.of("aclcheck_error", "aclcheck_error_col", "nextval_internal", "currval_oid", "lastval", "do_setval");

    private PostgresMissingRight() {}

    /** Where another driver says too little, it is held for a policy's refusal. */
    static boolean is(SQLException error) {
        PostgresError said = PostgresError.of(error);
        return said != null && REFUSING.contains(said.routine());
    }
}
