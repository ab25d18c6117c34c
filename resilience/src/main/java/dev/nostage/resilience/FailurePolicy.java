package dev.nostage.resilience;

import dev.nostage.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
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
        return error -> byCause(error, FailurePolicy::judgeCause).orElse(Verdict.UNKNOWN);
    }

    /**
     * What a policy says of an error or of the first of its causes that it knows; empty if it knows none of the first hundred. A
     * cause may be its own.
     *
     * @param known null for what it does not know
     */
    static Optional<Verdict> byCause(Throwable error, Function<Throwable, @Nullable Verdict> known) {
        @Nullable Throwable cause = error;
        for (int depth = 0; cause != null && depth < 100; depth++) {
            Verdict verdict = known.apply(cause);
            if (verdict != null) {
                return Optional.of(verdict);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static @Nullable Verdict judgeCause(Throwable cause) {
        if (cause instanceof DeadlineExceededException late && late.isDownstreamSlow()) {
            return Verdict.FAILED;
        }
        if (cause instanceof ProblemException) {
            return Verdict.UNKNOWN;
        }
        return cause instanceof IOException
                        || cause instanceof UncheckedIOException
                        || cause instanceof TimeoutException
                ? Verdict.FAILED
                : null;
    }
}
