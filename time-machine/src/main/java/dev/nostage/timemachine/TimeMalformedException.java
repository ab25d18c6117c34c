package dev.nostage.timemachine;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.problem.Problem;

/** A time that cannot be understood, or that names no moment or two. */
public final class TimeMalformedException extends TimeTravelException {

    private final String reason;
    private final int column;

    private TimeMalformedException(String message, String reason, int column) {
        super(new Problem("time-malformed", 400, "Malformed time", message), message);
        this.reason = reason;
        this.column = column;
    }

    static TimeMalformedException in(String text, int column, String reason) {
        return new TimeMalformedException(
                TimeMachineHeader.NAME + " " + quoted(text) + ", column " + column + ": " + reason, reason, column);
    }

    /** What is wrong there, in printable ASCII. */
    public String reason() {
        return reason;
    }

    /** Where it is wrong: the first character is 1. */
    public int column() {
        return column;
    }
}
