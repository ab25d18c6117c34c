package dev.nostage.partitioning.sql;

/** Whose rows a table holds. */
@FunctionalInterface
public interface Partitions {

    Kind kindOf(TableName table);

    /** Whether there is such a table, as far as is known: a common table expression may not have its name. */
    default boolean isTable(TableName table) {
        return kindOf(table) != Kind.UNKNOWN;
    }

    /** Another number once what was said of a table may no longer be so. */
    default long version() {
        return 0;
    }

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
