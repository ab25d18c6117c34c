package dev.nostage.tenancy;

import java.util.Optional;

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
     * Does the same, and tells {@code goesOn} of it now and then: a store that is silent for a minute may be taken for one
     * whose process is gone, and its removal be taken over. What that throws ends the purge.
     */
    default long purge(Tenant tenant, Runnable goesOn) {
        return purge(tenant);
    }

    /** What the receipt shall say of the tenant's things besides their number, when they are removed and counted. */
    default Optional<String> note(Tenant tenant) {
        return Optional.empty();
    }

    /**
     * Counts what the tenant has here, in the same things as {@link #purge}: before it, and after it, when it is 0 if all
     * is well. Counted anew, never remembered from the purge.
     */
    long residue(Tenant tenant);
}
