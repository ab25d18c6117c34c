package dev.nostage.partitioning.sql;

/** Whose rows a table holds. */
@FunctionalInterface
public interface Partitions {

    Kind kindOf(TableName table);

    /** Whether there is such a table, as far as is known: a common table expression may not have its name. */
    default boolean isTable(TableName table) {
        return kindOf(table) != Kind.UNKNOWN;
    }

    /** Why it is not known whose rows a table holds, and what to do; it goes on from the table's name. */
    default String whyUnknown(TableName table) {
        return "names a table that has no tenant_id and is not declared shared: add the column, or declare it with"
                + " @Shared or in nostage.partitioning.shared-tables";
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
