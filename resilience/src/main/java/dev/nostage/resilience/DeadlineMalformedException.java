package dev.nostage.resilience;

import dev.nostage.problem.Problem;
import dev.nostage.problem.ProblemException;

/** A caller sent a deadline that cannot be read. */
public final class DeadlineMalformedException extends ProblemException {

    DeadlineMalformedException(String message) {
        super(new Problem("deadline-malformed", 400, "Deadline malformed", message), message);
    }
}
