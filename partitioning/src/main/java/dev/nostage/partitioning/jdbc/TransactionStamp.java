package dev.nostage.partitioning.jdbc;

import dev.nostage.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Tells the database whom a transaction works for. It is asked before the first statement of a transaction that runs for
 * a tenant, again after a rollback to a savepoint, which may have undone it, and under auto-commit before each
 * statement.
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
}
