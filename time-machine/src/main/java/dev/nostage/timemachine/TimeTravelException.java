package dev.nostage.timemachine;

import dev.nostage.problem.Problem;
import dev.nostage.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A refusal by this module. */
public abstract sealed class TimeTravelException extends ProblemException
        permits LaunchUnknownException,
                NotLiveException,
                TenantZoneException,
                TimeMalformedException,
                TravelRefusedException {

    TimeTravelException(Problem problem, String message, @Nullable Throwable cause) {
        super(problem, message, cause);
    }

    TimeTravelException(Problem problem, String message) {
        this(problem, message, null);
    }
}
