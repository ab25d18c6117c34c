package dev.nostage.partitioning.jdbc;

import dev.nostage.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Tells the database whom a transaction works for, in a way that ends with it. It is asked before the first statement of
 * a transaction that runs for a tenant, and again after a rollback to a savepoint, which may have undone it. Under
 * auto-commit each statement gets a transaction of its own for it.
 */
@FunctionalInterface
public interface TransactionStamp {

    /** For a database that need not be told. */
    TransactionStamp NONE = (physical, tenant) -> {};

    /**
     * @param physical the connection behind the wall; it must not be kept
     * @throws SQLException if the database cannot be told; the statement does not run then
     */
    void stamp(Connection physical, TenantId tenant) throws SQLException;

    /**
     * A query that does the same, with one row and {@link #value} as its one parameter: it is sent together with a
     * statement that reads, to save a round trip. Null if there is none.
     */
    default @Nullable String query() {
        return null;
    }

    /** What the database is told of a tenant. */
    default String value(TenantId tenant) {
        return tenant.value();
    }

    /** Whether the database answered that it does not believe what it was told. */
    default boolean isRefusal(SQLException answer) {
        return false;
    }

    /** Whether the database answered that its user was never granted a right, rather than that a row is another's. */
    default boolean isMissingRight(SQLException answer) {
        return false;
    }

    /** What the database behind this connection is told with. */
    default TransactionStamp of(Connection physical) throws SQLException {
        return this;
    }

    /** Tells the database of nobody, and knows its answers all the same. */
    default TransactionStamp silent() {
        return new SilentStamp(this);
    }
}
