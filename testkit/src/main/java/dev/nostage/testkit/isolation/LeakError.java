package dev.nostage.testkit.isolation;

/** A tenant reached what is another's. */
final class LeakError extends AssertionError {

    private static final long serialVersionUID = 1;

    LeakError(String message) {
        super(message);
    }
}
