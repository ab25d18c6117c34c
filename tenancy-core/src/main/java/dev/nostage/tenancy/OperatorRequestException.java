package dev.nostage.tenancy;

import dev.nostage.problem.Problem;

/** An operator's request that cannot be understood. */
public final class OperatorRequestException extends TenancyException {

    public OperatorRequestException(String message) {
        super(new Problem("operator-request-malformed", 400, "Malformed operator request", message), message);
    }
}
