package dev.nostage.partitioning;

import dev.nostage.problem.Problem;
import dev.nostage.problem.ProblemException;

/**
 * Work for one tenant reached for a row of another, and was stopped. That is a fault of the application, never of the
 * caller, who is told nothing of it.
 */
public final class CrossTenantException extends ProblemException {

    private static final Problem PROBLEM =
            new Problem("cross-tenant-blocked", 500, "Blocked", "The request was stopped by a safety rule.");

    private final String entity;

    /** @param entity what was reached for: an entity's simple name, or tables */
    public CrossTenantException(String entity, String message) {
        super(PROBLEM, message);
        this.entity = entity;
    }

    /** What was reached for: an entity by its simple name, a statement by its tables, a repository by its method. */
    public String entity() {
        return entity;
    }
}
