package dev.nostage.tenancy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was removed with a tenant, store by store, and what was found left after it.
 *
 * @param inFlight how many of the tenant's requests had not ended when the time to wait for them had run out; what
 *     they wrote after that is not in the counts
 */
public record RemovalReceipt(TenantId tenant, List<StoreReceipt> stores, Instant removedAt, int inFlight) {

    public RemovalReceipt {
        stores = List.copyOf(stores);
    }

    /** How many things are left in all stores; 0 unless a store could not be emptied. */
    public long residue() {
        return stores.stream().mapToLong(StoreReceipt::residue).sum();
    }

    /**
     * One store's part.
     *
     * @param removed how many things its purge removed
     * @param residue how many it counted after that
     * @param note what the store says besides, or null if it says nothing
     */
    public record StoreReceipt(
            String name,
            long removed,
            long residue,
            @Nullable String note) {

        /** One without a note. */
        public StoreReceipt(String name, long removed, long residue) {
            this(name, removed, residue, null);
        }
    }
}
