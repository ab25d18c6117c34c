package dev.nostage.partitioning.database;

/** What must hold of a database that has more than one tenant, in the order in which it is mended. */
public enum Rule {
    /** The table of every repository's entity is there. */
    MISSING,
    /** Every table is either partitioned or declared shared, and not both. */
    DECLARED,
    /** A table whose entity has a {@code @TenantId} has a {@code tenant_id}. */
    TENANT_COLUMN,
    /** {@code tenant_id} is a text that is compared letter by letter. */
    TENANT_TYPE,
    /** {@code tenant_id} is never null. */
    TENANT_NOT_NULL,
    /** {@code tenant_id} is never empty. */
    TENANT_NOT_EMPTY,
    /** A partitioned table has a primary key, which {@code tenant_id} leads. */
    PRIMARY_KEY,
    /** Whatever must be unique is so for one tenant. */
    UNIQUE_KEY,
    /** A row refers to rows of its own tenant, or to shared ones. */
    FOREIGN_KEY,
    /** PostgreSQL: row-level security is enabled, and forced upon the owner too. */
    ROW_SECURITY,
    /** PostgreSQL: whom a transaction is for can be proven by this process, and by nobody who sends it SQL. */
    STAMP,
    /** PostgreSQL: the policy of this library is there, and no other that lets more pass. */
    POLICY,
    /** H2: the triggers of this library are there. */
    TRIGGER,
    /** PostgreSQL: no column holds the number of a large object, which anybody may read by it. */
    LARGE_OBJECT,
    /** PostgreSQL: the application may do nothing to a partitioned table that no policy looks at. */
    PRIVILEGE,
    /** PostgreSQL: the application may read its tables. */
    GRANT,
    /** PostgreSQL: a view reads with the rights of whoever asks; a materialized one is out of reach. */
    VIEW,
    /** PostgreSQL: no function works with the rights of another role. */
    FUNCTION,
    /** PostgreSQL: the application's role neither owns a partitioned table nor passes by the policies. */
    ROLE,
    /** PostgreSQL: the role that works across tenants passes by the policies, which would show it no rows. */
    ACROSS,
    /** Every entity of a partitioned table has a {@code @TenantId}. */
    ENTITY
}
