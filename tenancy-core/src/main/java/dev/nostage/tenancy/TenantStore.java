package dev.nostage.tenancy;

/**
 * Whatever holds a tenant's data: a database, a cache, a bucket. Every store is emptied when a tenant is removed.
 *
 * <p>Each method runs with the tenant bound. Purging twice is as good as once: a removal that was cut off empties
 * every store again.
 */
public interface TenantStore {

    /** What the receipt calls this store; one of its kind in the application. */
    String name();

    /** Removes what the tenant has here. @return how many things were removed */
    long purge(Tenant tenant);

    /**
     * Counts what the tenant has here, in the same things as {@link #purge}: before it, and after it, when it is 0 if all
     * is well. Counted anew, never remembered from the purge.
     */
    long residue(Tenant tenant);
}
