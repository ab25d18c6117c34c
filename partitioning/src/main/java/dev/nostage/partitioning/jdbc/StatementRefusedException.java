package dev.nostage.partitioning.jdbc;

import dev.nostage.partitioning.sql.Verdict.Refused;
import dev.nostage.problem.Problem;
import dev.nostage.problem.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement was stopped before it reached the database, because it is not certain to keep to one tenant. That is a
 * fault of the application, never of the caller, who is told nothing of it.
 */
public final class StatementRefusedException extends ProblemException {

    private static final Problem PROBLEM =
            new Problem("cross-tenant-blocked", 500, "Blocked", "The request was stopped by a safety rule.");

    private final @Nullable String table;

    StatementRefusedException(Refused verdict) {
        super(PROBLEM, verdict.message());
        this.table = verdict.table();
    }

    /** The table that the statement is about, if it is about one. */
    public Optional<String> table() {
        return Optional.ofNullable(table);
    }
}
