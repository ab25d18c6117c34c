package dev.nostage.tenancy;

import dev.nostage.problem.Problem;
import org.jspecify.annotations.Nullable;

/** A passport that is forged, expired, foreign or unreadable. The caller is not told which. */
public final class PassportRefusedException extends TenancyException {

    private static final Problem PROBLEM = new Problem(
            "passport-refused", 401, "Passport refused", "The passport is not valid here and now. Ask for a new one.");

    private final Reason reason;

    /** One that is not valid. */
    public PassportRefusedException(String message, @Nullable Throwable cause) {
        super(PROBLEM, message, cause);
        this.reason = Reason.INVALID;
    }

    public PassportRefusedException(Reason reason, String message) {
        super(PROBLEM, message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why, for the operator; the caller is not told. */
    public enum Reason {
        /** It is forged, foreign, oversized or unreadable. */
        INVALID,
        /** This deployment signed it, and it does not count yet, or no longer. */
        OUT_OF_TIME
    }
}
