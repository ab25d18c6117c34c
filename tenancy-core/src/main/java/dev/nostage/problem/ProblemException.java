package dev.nostage.problem;

import org.jspecify.annotations.Nullable;

/**
 * A refusal that a caller may see. Extend it for refusals of your own: the web wiring answers with its problem.
 *
 * <p>{@link #getMessage()} is for the operator and may say more than {@link #problem()}, which is for the caller.
 */
public abstract class ProblemException extends RuntimeException {

    private final Problem problem;

    protected ProblemException(Problem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    protected ProblemException(Problem problem, String message) {
        this(problem, message, null);
    }

    public Problem problem() {
        return problem;
    }
}
