package dev.nostage.tenancy;

import java.time.Duration;
import java.time.Instant;
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
     * The tenant as it is stored at this moment, and not as it is remembered. Whoever changes a tenant, or tells an
     * operator of one, asks here.
     */
    default Optional<Tenant> findNow(TenantId id) {
        return find(id);
    }

    /** For how long {@link #find} may answer as if a change that another instance made had not been made. */
    default Duration staleness() {
        return Duration.ZERO;
    }

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

    /** The last removal of a tenant of this id, whether it is done or not; kept as long as the tenant is. */
    Optional<Removal> removal(TenantId id);

    /**
     * Keeps {@code changed} in the place of {@code expected}; false, and nothing changed, if that is not there now.
     *
     * @param expected the removal that {@link #removal} gave, or null if it gave none
     */
    boolean keep(@Nullable Removal expected, Removal changed);

    /**
     * Gives a name to a holder until a moment, unless another holder has it at this one. Asked again by the same holder
     * it lengthens; with an end that is not after {@code now} it gives the name back.
     *
     * @param name what only one may do at a time; up to 100 characters
     * @param holder whoever asks, and nobody else
     * @return whether the holder has it
     */
    boolean lease(String name, String holder, Instant now, Instant until);

    /** The receipt of the last removal of a tenant of this id, if it is done. */
    default Optional<RemovalReceipt> receipt(TenantId id) {
        return removal(id).flatMap(Removal::receipt);
    }
}
