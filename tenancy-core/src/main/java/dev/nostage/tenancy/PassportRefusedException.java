package dev.nostage.tenancy;

import dev.nostage.problem.Problem;
import org.jspecify.annotations.Nullable;

/** A passport that is forged, expired, foreign or unreadable. The caller is not told which. */
public final class PassportRefusedException extends TenancyException {

    private static final Problem PROBLEM = new Problem(
            "passport-refused", 401, "Passport refused", "The passport is not valid here and now. Ask for a new one.");

    public PassportRefusedException(String message, @Nullable Throwable cause) {
        super(PROBLEM, message, cause);
    }
}
