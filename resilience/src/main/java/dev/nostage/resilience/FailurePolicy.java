package dev.nostage.resilience;

import dev.nostage.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Judges what an error tells of a downstream. */
@FunctionalInterface
public interface FailurePolicy {

    /** What an error tells of a downstream. */
    enum Verdict {
        /** It does not work. */
        FAILED,
        /** It works, and said no. */
        ANSWERED,
        /** Nothing: the error came about on this side. */
        UNKNOWN
    }

    Verdict judge(Throwable error);

    /** Input, output and time that ran out are failures, as causes too; refusals by this toolkit and the rest are not. */
    static FailurePolicy standard() {
        return FailurePolicy::judgeByCause;
    }

    private static Verdict judgeByCause(Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException) {
                return Verdict.UNKNOWN;
            }
            if (cause instanceof IOException
                    || cause instanceof UncheckedIOException
                    || cause instanceof TimeoutException) {
                return Verdict.FAILED;
            }
        }
        return Verdict.UNKNOWN;
    }
}
