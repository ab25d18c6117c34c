package dev.nostage.partitioning.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import org.jspecify.annotations.Nullable;

/**
 * The database's wall. Bound as text, and read strictly.
 *
 * @param verify what comes of the check at the start: {@code enforce}, {@code warn} or {@code off}
 * @param applicationRole the role as which the application works in PostgreSQL
 * @param stampSecret proves to PostgreSQL whom a transaction is for, where the application does not migrate: the same there
 *     and here, of at least 32 characters
 * @param purgeChunk how many rows a removal deletes in one transaction
 */
@ConfigurationProperties(DatabaseConfiguration.PREFIX)
record DatabaseConfiguration(
        @Nullable String verify,
        @Nullable String applicationRole,
        @Nullable String stampSecret,
        @Nullable String purgeChunk) {

    static final String PREFIX = "nostage.partitioning";

    /** Without what is secret. */
    @Override
    public String toString() {
        return "DatabaseConfiguration[verify=" + verify + ", applicationRole=" + applicationRole + "]";
    }
}
