package dev.nostage.partitioning.sql;

import dev.nostage.partitioning.sql.Verdict.Refused;
import org.jspecify.annotations.Nullable;

/** Ends the judgement of a statement; it never leaves this package. */
final class Refusal extends RuntimeException {

    private final Refused verdict;

    Refusal(@Nullable String table, String reason) {
        super(reason, null, false, false);
        this.verdict = new Refused(table, reason);
    }

    Refusal(String reason) {
        this(null, reason);
    }

    Refused verdict() {
        return verdict;
    }
}
