package dev.nostage.timemachine;

import dev.nostage.problem.Problem;
import dev.nostage.problem.ProblemException;

/** A refusal by this module. */
public abstract sealed class TimeTravelException extends ProblemException
        permits NotLiveException, TimeMalformedException, TravelRefusedException {

    TimeTravelException(Problem problem, String message) {
        super(problem, message);
    }
}
