package dev.nostage.resilience;

import dev.nostage.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Judges what the end of a call tells of a downstream. */
@FunctionalInterface
public interface FailurePolicy {

    /** What a call tells of a downstream. */
    enum Verdict {
        /** It does not work. */
        FAILED,
        /** It works, and said no. */
        ANSWERED,
        /** Nothing: the call ended for a reason of this side. */
        UNKNOWN
    }

    Verdict judge(Throwable error);

    /** Judges what a call returned; an answer, if nobody says otherwise. */
    default Verdict judgeAnswer(@Nullable Object answer) {
        return Verdict.ANSWERED;
    }

    /**
     * Input, output and time that ran out are failures, as causes too; refusals by this toolkit and the rest are not. A
     * deadline's end is a failure if it tells that the downstream is slow.
     */
    static FailurePolicy standard() {
        return FailurePolicy::judgeByCause;
    }

    private static Verdict judgeByCause(Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof DeadlineExceededException late && late.isDownstreamSlow()) {
                return Verdict.FAILED;
            }
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
