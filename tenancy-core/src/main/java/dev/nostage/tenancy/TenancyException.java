package dev.nostage.tenancy;

import dev.nostage.problem.Problem;
import dev.nostage.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A refusal by this module. */
public abstract sealed class TenancyException extends ProblemException
        permits TenantMissingException,
                TenantMalformedException,
                TenantRefusedException,
                PassportRefusedException,
                TenantUnknownException,
                TenantConflictException,
                TenantWorkException,
                RemovalUnconfirmedException,
                OperatorRefusedException,
                OperatorRequestException {

    TenancyException(Problem problem, String message, @Nullable Throwable cause) {
        super(problem, message, cause);
    }

    TenancyException(Problem problem, String message) {
        super(problem, message);
    }
}
