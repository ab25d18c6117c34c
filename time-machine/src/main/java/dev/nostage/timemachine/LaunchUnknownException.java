package dev.nostage.timemachine;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.problem.Nearest;
import dev.nostage.problem.Problem;
import java.util.Set;

/** Code asks for a launch that nobody declared. A misspelt launch must not look like one that is still to come. */
public final class LaunchUnknownException extends TimeTravelException {

    /** @param declared as the operator is told; the caller learns of no launch */
    LaunchUnknownException(String name, Set<String> declared) {
        super(
                new Problem("launch-unknown", 500, "Unknown launch", null),
                "No launch is named " + quoted(name)
                        + Nearest.to(name, declared)
                                .map(nearest -> ": did you mean \"" + nearest + "\"? Declared are " + declared)
                                .orElse("; none is declared"));
    }
}
