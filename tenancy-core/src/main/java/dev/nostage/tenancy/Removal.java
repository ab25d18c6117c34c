package dev.nostage.tenancy;

import dev.nostage.tenancy.RemovalReceipt.StoreReceipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the removal of a tenant has come: what a {@link TenantDirectory} keeps of it, so that whoever goes on with it
 * loses no count.
 *
 * @param generation which tenant of this id is removed
 * @param stores what is known of each store so far; one that is about to be emptied stands here with what it holds
 * @param inFlight how many requests were still in flight when the time to wait for them had run out
 * @param neverServed whether no tenant of this id ever was open, so that nobody knows it yet
 * @param removedAt when every store had been emptied; null as long as that is not so
 */
public record Removal(
        TenantId tenant,
        long generation,
        List<StoreReceipt> stores,
        int inFlight,
        boolean neverServed,
        @Nullable Instant removedAt) {

    public Removal {
        stores = List.copyOf(stores);
    }

    /** The receipt, once every store has been emptied. */
    public Optional<RemovalReceipt> receipt() {
        return removedAt == null
                ? Optional.empty()
                : Optional.of(new RemovalReceipt(tenant, stores, removedAt, inFlight));
    }

    /**
     * The beginning of a tenant's removal.
     *
     * @param last the removal of the one that had its id before it
     * @param neverOpen whether it was still being opened
     */
    static Removal of(Tenant tenant, @Nullable Removal last, boolean neverOpen) {
        boolean neverServed = neverOpen && (last == null || last.neverServed());
        return new Removal(tenant.id(), tenant.generation(), List.of(), 0, neverServed, null);
    }

    /** Whether its id may be a live tenant's once it is removed: nobody ever used it, nor still tries to open it. */
    boolean leavesIdFree() {
        return neverServed && inFlight == 0;
    }

    boolean isOf(Tenant wanted) {
        return tenant.equals(wanted.id()) && generation == wanted.generation();
    }

    boolean knows(String store) {
        return stores.stream().anyMatch(known -> known.name().equals(store));
    }

    /** This removal, not done yet: every store is emptied again, and what was counted stays counted. */
    Removal again() {
        return new Removal(tenant, generation, stores, inFlight, neverServed, null);
    }

    Removal drained(int left) {
        return new Removal(tenant, generation, stores, Math.max(inFlight, left), neverServed, null);
    }

    /** Notes what a store holds before it is emptied for the first time. */
    Removal found(String store, long held) {
        List<StoreReceipt> more = new ArrayList<>(stores);
        more.add(new StoreReceipt(store, 0, held));
        return new Removal(tenant, generation, more, inFlight, neverServed, null);
    }

    /**
     * Notes that a store was emptied. A purge that was cut off after its work told nobody its count: so what was there
     * before and is not there now counts as removed too.
     */
    Removal emptied(String store, long purged, long residue, @Nullable String note) {
        List<StoreReceipt> counted = stores.stream()
                .map(known -> known.name().equals(store)
                        ? new StoreReceipt(
                                store, known.removed() + Math.max(purged, known.residue() - residue), residue, note)
                        : known)
                .toList();
        return new Removal(tenant, generation, counted, inFlight, neverServed, null);
    }

    Removal done(Instant now) {
        return new Removal(tenant, generation, stores, inFlight, neverServed, now);
    }
}
