package dev.nostage.testkit.isolation;

import org.jspecify.annotations.Nullable;

/** A surface was not attacked, so nothing is known of it. The message says how to teach the suite. */
final class NotExercisedError extends AssertionError {

    private static final long serialVersionUID = 1;

    NotExercisedError(String message) {
        super(message);
    }

    NotExercisedError(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
