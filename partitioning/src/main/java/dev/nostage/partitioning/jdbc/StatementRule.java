package dev.nostage.partitioning.jdbc;

import dev.nostage.partitioning.sql.JudgedStatement;

/** A further rule that statements must keep, asked each time before one runs. All beans of this type are asked. */
@FunctionalInterface
public interface StatementRule {

    /** Returns if the statement may run here and now, and throws what the caller shall see if it may not. */
    void check(JudgedStatement statement);
}
