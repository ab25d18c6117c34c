package dev.nostage.resilience;

import dev.nostage.problem.Problem;
import dev.nostage.problem.ProblemException;

/** A refusal by this module: the downstream was not called, or is not waited for any more. */
public abstract sealed class DownstreamException extends ProblemException
        permits DownstreamRefusedException,
                DownstreamUnavailableException,
                DownstreamSaturatedException,
                TenantSaturatedException,
                DeadlineExceededException,
                FaultRefusedException {

    private final String downstream;

    DownstreamException(String downstream, Problem problem, String message) {
        super(problem, message);
        this.downstream = downstream;
    }

    /** The name of the downstream. */
    public String downstream() {
        return downstream;
    }
}
