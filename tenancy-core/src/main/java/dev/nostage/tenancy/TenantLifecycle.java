package dev.nostage.tenancy;

import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Opens, suspends, resumes and removes tenants. Where {@link ReadOnly} lets nobody write for the tenant that it is about, each
 * throws its refusal before anything is done.
 */
public final class TenantLifecycle {

    private final TenantDirectory directory;
    private final List<TenantStore> stores;
    private final List<TenantInitializer> initializers;
    private final Clock clock;
    private final Drain drain;

    /**
     * Counts no requests: a removal waits for nothing but tenants that are being opened here.
     *
     * @param stores in the order in which they are emptied
     * @param clock real time; it must not be one that a request can shift
     */
    public TenantLifecycle(
            TenantDirectory directory, List<TenantStore> stores, List<TenantInitializer> initializers, Clock clock) {
        this(directory, stores, initializers, clock, new Drain(new InFlight(), Drain.DEFAULT_LONGEST, Pause.REAL));
    }

    /**
     * @param stores in the order in which they are emptied
     * @param clock real time; it must not be one that a request can shift
     * @param drain how a removal waits for what {@link Admission} counts in the same {@link InFlight}
     */
    public TenantLifecycle(
            TenantDirectory directory,
            List<TenantStore> stores,
            List<TenantInitializer> initializers,
            Clock clock,
            Drain drain) {
        this.directory = directory;
        this.stores = List.copyOf(stores);
        this.initializers = List.copyOf(initializers);
        this.clock = clock;
        this.drain = drain;
    }

    /**
     * Opens a tenant and gives it what it starts with. One that is suspended meanwhile is suspended when it is open. If
     * this fails, nothing of it is left, and the same id may be opened again.
     *
     * @throws TenantConflictException if its id is in use, or was and is now asked for a live tenant, or if it was removed
     *     meanwhile
     */
    public Tenant open(Tenant tenant) {
        return open(tenant, initializers);
    }

    /**
     * Opens a tenant with what {@code instead} gives it, such as the rows of another, and not with what all others start
     * with.
     *
     * @see #open(Tenant)
     */
    public Tenant open(Tenant tenant, TenantInitializer instead) {
        return open(tenant, List.of(instead));
    }

    private Tenant open(Tenant tenant, List<TenantInitializer> start) {
        refuseWrite(tenant);
        Tenant opening = register(tenant.with(TenantStatus.OPENING).ofGeneration(clock.millis()));
        try {
            initialize(opening.with(TenantStatus.ACTIVE), start);
        } catch (RuntimeException | Error e) {
            undo(opening, e);
            throw e;
        }
        Tenant opened =
                change(opening.id(), present -> opened(opening, present)).after();
        if (!isStillThere(opened, opening)) {
            removeAgain(opening);
            throw new TenantConflictException("Tenant \"" + tenant.id() + "\" was removed while it was being opened");
        }
        return opened;
    }

    private void initialize(Tenant tenant, List<TenantInitializer> start) {
        try (InFlight.Entry opening = drain.inFlight().enter(tenant)) {
            Tenants.runAs(tenant, () -> start.forEach(initializer -> initializer.initialize(tenant)));
        }
    }

    private static Tenant opened(Tenant opening, Tenant present) {
        return present.equals(opening) ? present.with(TenantStatus.ACTIVE) : present;
    }

    private static boolean isStillThere(Tenant present, Tenant opening) {
        return present.generation() == opening.generation()
                && (present.status() == TenantStatus.ACTIVE || present.status() == TenantStatus.SUSPENDED);
    }

    private void undo(Tenant opening, Throwable because) {
        try {
            removeAgain(opening);
        } catch (RuntimeException e) {
            because.addSuppressed(e);
        }
    }

    /** Also if somebody removed it already: the initializers may have written after that. */
    private void removeAgain(Tenant opening) {
        Tenant removing = opening.with(TenantStatus.REMOVING);
        Tenants.callAs(removing, () -> run(removing, false).again());
    }

    /** @throws TenantUnknownException if there is no such tenant */
    public Tenant suspend(TenantId id) {
        return change(id, tenant -> switch (tenant.status()) {
                    case OPENING, ACTIVE, SUSPENDED -> tenant.with(TenantStatus.SUSPENDED);
                    case REMOVING, REMOVED ->
                        throw new TenantConflictException(
                                "Tenant \"" + id + "\" is being removed and cannot be suspended");
                })
                .after();
    }

    /** @throws TenantUnknownException if there is no such tenant */
    public Tenant resume(TenantId id) {
        return change(id, tenant -> switch (tenant.status()) {
                    case ACTIVE, SUSPENDED -> tenant.with(TenantStatus.ACTIVE);
                    case OPENING ->
                        throw new TenantConflictException("Tenant \"" + id
                                + "\" is being opened; if that was cut off, remove it and open it again");
                    case REMOVING, REMOVED ->
                        throw new TenantConflictException(
                                "Tenant \"" + id + "\" is being removed and cannot be resumed");
                })
                .after();
    }

    /**
     * Removes a tenant that is not live.
     *
     * @throws RemovalUnconfirmedException if it is live, and its removal has not begun
     * @see #remove(TenantId, String)
     */
    public RemovalReceipt remove(TenantId id) {
        return remove(id, null);
    }

    /**
     * Refuses the tenant's requests from now on, waits for those in flight, empties every store and counts what is left.
     * Asked again, it answers with the same receipt; cut off, it goes on; asked twice at once, it runs once.
     *
     * @param confirmation the tenant's id again; needed if it is live
     * @throws TenantUnknownException if there never was such a tenant
     * @throws RemovalUnconfirmedException if it is live and not confirmed, or if another tenant is confirmed
     * @throws TenantConflictException if another instance removes it and takes longer than can be waited for
     */
    public RemovalReceipt remove(TenantId id, @Nullable String confirmation) {
        if (confirmation != null && !confirmation.equals(id.value())) {
            throw new RemovalUnconfirmedException(id);
        }
        Change change = change(id, present -> switch (present.status()) {
            case REMOVED, REMOVING -> present;
            case OPENING, ACTIVE, SUSPENDED -> {
                if (present.isLive() && confirmation == null) {
                    throw new RemovalUnconfirmedException(id);
                }
                yield present.with(TenantStatus.REMOVING);
            }
        });
        Tenant removing = change.after();
        if (removing.status() == TenantStatus.REMOVED) {
            return directory
                    .receipt(id)
                    .orElseThrow(() -> new IllegalStateException("The receipt for tenant \"" + id + "\" is lost"));
        }
        boolean neverOpen = change.before().status() == TenantStatus.OPENING;
        return Tenants.callAs(removing, () -> run(removing, neverOpen).once());
    }

    private RemovalRun run(Tenant removing, boolean neverOpen) {
        return new RemovalRun(directory, stores, drain, clock, removing, neverOpen);
    }

    private Tenant register(Tenant tenant) {
        if (directory.add(tenant)) {
            return tenant;
        }
        Tenant present = require(tenant.id());
        if (present.status() != TenantStatus.REMOVED) {
            throw new TenantConflictException("Tenant \"" + tenant.id() + "\" exists already");
        }
        if (tenant.isLive() && !leavesIdFree(present)) {
            throw new TenantConflictException("The id \"" + tenant.id()
                    + "\" belonged to a tenant that was removed, and a live tenant may not inherit it: choose another");
        }
        Tenant next = tenant.ofGeneration(Math.max(tenant.generation(), present.generation() + 1));
        if (!directory.replace(present, next)) {
            throw new TenantConflictException("Tenant \"" + tenant.id() + "\" is being opened by somebody else");
        }
        return next;
    }

    private boolean leavesIdFree(Tenant removed) {
        return directory
                .removal(removed.id())
                .filter(removal -> removal.isOf(removed))
                .filter(Removal::leavesIdFree)
                .isPresent();
    }

    private Change change(TenantId id, UnaryOperator<Tenant> change) {
        while (true) {
            Tenant present = require(id);
            refuseWrite(present);
            Tenant changed = change.apply(present);
            if (changed.equals(present) || directory.replace(present, changed)) {
                return new Change(present, changed);
            }
        }
    }

    /** Asked as the tenant: its stores and initializers write for it, and ask so too. */
    private static void refuseWrite(Tenant tenant) {
        Tenants.runAs(tenant, ReadOnly::refuseWrite);
    }

    private Tenant require(TenantId id) {
        return directory.findNow(id).orElseThrow(() -> new TenantUnknownException(id));
    }

    private record Change(Tenant before, Tenant after) {}
}
