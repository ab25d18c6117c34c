package dev.nostage.partitioning.sql;

/** Whose rows a table holds. */
@FunctionalInterface
public interface Partitions {

    Kind kindOf(TableName table);

    /** Whose rows a table holds. */
    enum Kind {
        /** Each row is one tenant's, which its {@code tenant_id} names. */
        PARTITIONED,
        /** The rows are everybody's, and there is no {@code tenant_id}. */
        SHARED,
        /** Nobody said: a statement that names it is refused. */
        UNKNOWN
    }
}
