package dev.nostage.tenancy;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which tenants exist. Every change compares and sets, so that two instances of a service never undo one another.
 *
 * <p>Implementations are safe for use by many threads.
 */
public interface TenantDirectory {

    Optional<Tenant> find(TenantId id);

    /**
     * Tenants in the order of their ids, removed ones left out.
     *
     * @param after the id behind which to begin, or null to begin at the first
     * @param limit at most so many, at least 1
     */
    List<Tenant> list(@Nullable TenantId after, int limit);

    /** Adds a tenant whose id is free; false, and nothing changed, if it is not. */
    boolean add(Tenant tenant);

    /** Puts {@code changed} in the place of {@code expected}; false, and nothing changed, if that is not there now. */
    boolean replace(Tenant expected, Tenant changed);

    /** The receipt of the last removal of this tenant, if it was removed. */
    Optional<RemovalReceipt> receipt(TenantId id);

    /** Keeps the receipt of a removal. */
    void keep(RemovalReceipt receipt);
}
