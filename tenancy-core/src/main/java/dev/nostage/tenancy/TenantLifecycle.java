package dev.nostage.tenancy;

import dev.nostage.tenancy.RemovalReceipt.StoreReceipt;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Opens, suspends, resumes and removes tenants. */
public final class TenantLifecycle {

    private final TenantDirectory directory;
    private final List<TenantStore> stores;
    private final List<TenantInitializer> initializers;
    private final Clock clock;

    /**
     * @param stores in the order in which they are emptied
     * @param clock real time; it must not be one that a request can shift
     */
    public TenantLifecycle(
            TenantDirectory directory, List<TenantStore> stores, List<TenantInitializer> initializers, Clock clock) {
        this.directory = directory;
        this.stores = List.copyOf(stores);
        this.initializers = List.copyOf(initializers);
        this.clock = clock;
    }

    /**
     * Opens a tenant and gives it what it starts with.
     *
     * @throws TenantConflictException if its id is in use, or was and is now asked for a live tenant, or if it was removed
     *     meanwhile
     */
    public Tenant open(Tenant tenant) {
        Tenant opened = register(tenant.with(TenantStatus.SUSPENDED)).with(TenantStatus.ACTIVE);
        try {
            Tenants.runAs(opened, () -> initializers.forEach(initializer -> initializer.initialize(opened)));
        } catch (RuntimeException | Error e) {
            undo(tenant.id(), e);
            throw e;
        }
        return resume(tenant.id());
    }

    private void undo(TenantId id, Throwable because) {
        try {
            remove(id);
        } catch (RuntimeException e) {
            because.addSuppressed(e);
        }
    }

    /** @throws TenantUnknownException if there is no such tenant */
    public Tenant suspend(TenantId id) {
        return change(id, tenant -> switch (tenant.status()) {
            case ACTIVE, SUSPENDED -> tenant.with(TenantStatus.SUSPENDED);
            case REMOVING, REMOVED ->
                throw new TenantConflictException("Tenant \"" + id + "\" is being removed and cannot be suspended");
        });
    }

    /** @throws TenantUnknownException if there is no such tenant */
    public Tenant resume(TenantId id) {
        return change(id, tenant -> switch (tenant.status()) {
            case ACTIVE, SUSPENDED -> tenant.with(TenantStatus.ACTIVE);
            case REMOVING, REMOVED ->
                throw new TenantConflictException("Tenant \"" + id + "\" is being removed and cannot be resumed");
        });
    }

    /**
     * Refuses the tenant's requests from now on, empties every store and counts what is left. Asked again, it answers
     * with the same receipt; cut off, it begins again.
     *
     * @throws TenantUnknownException if there never was such a tenant
     */
    public RemovalReceipt remove(TenantId id) {
        Tenant tenant = require(id);
        if (tenant.status() == TenantStatus.REMOVED) {
            return directory
                    .receipt(id)
                    .orElseThrow(() -> new IllegalStateException("The receipt for tenant \"" + id + "\" is lost"));
        }
        Tenant removing = change(id, present -> present.with(TenantStatus.REMOVING));
        RemovalReceipt receipt =
                new RemovalReceipt(id, Tenants.callAs(removing, () -> empty(removing)), clock.instant());
        directory.keep(receipt);
        if (receipt.residue() == 0) {
            change(id, present -> present.with(TenantStatus.REMOVED));
        }
        return receipt;
    }

    private List<StoreReceipt> empty(Tenant tenant) {
        List<StoreReceipt> receipts = new ArrayList<>();
        for (TenantStore store : stores) {
            long removed = store.purge(tenant);
            receipts.add(new StoreReceipt(store.name(), removed, store.residue(tenant)));
        }
        return receipts;
    }

    private Tenant register(Tenant tenant) {
        if (directory.add(tenant)) {
            return tenant;
        }
        Tenant present = require(tenant.id());
        if (present.status() != TenantStatus.REMOVED) {
            throw new TenantConflictException("Tenant \"" + tenant.id() + "\" exists already");
        }
        if (tenant.isLive()) {
            throw new TenantConflictException("The id \"" + tenant.id()
                    + "\" belonged to a tenant that was removed, and a live tenant may not inherit it: choose another");
        }
        Tenant next = tenant.after(present);
        if (!directory.replace(present, next)) {
            throw new TenantConflictException("Tenant \"" + tenant.id() + "\" is being opened by somebody else");
        }
        return next;
    }

    private Tenant change(TenantId id, UnaryOperator<Tenant> change) {
        while (true) {
            Tenant present = require(id);
            Tenant changed = change.apply(present);
            if (changed.equals(present) || directory.replace(present, changed)) {
                return changed;
            }
        }
    }

    private Tenant require(TenantId id) {
        return directory.find(id).orElseThrow(() -> new TenantUnknownException(id));
    }
}
