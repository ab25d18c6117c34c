package dev.nostage.tenancy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try to remove a tenant that is refused already. It holds a lease, so that among all instances one try runs at a
 * time, and keeps each step in the directory, so that the next one goes on with its counts.
 */
final class RemovalRun {

    /** Longer than a store is silent; whoever waits behind a process that was killed waits so long. */
    static final Duration LEASE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(RemovalRun.class);

    private final TenantDirectory directory;
    private final List<TenantStore> stores;
    private final Drain drain;
    private final Clock clock;
    private final Tenant tenant;
    private final boolean neverOpen;
    private Instant lengthened = Instant.MIN;
    private final String holder = UUID.randomUUID().toString();

    /** @param neverOpen whether the tenant was still being opened when it was refused; if in doubt, not */
    RemovalRun(
            TenantDirectory directory,
            List<TenantStore> stores,
            Drain drain,
            Clock clock,
            Tenant tenant,
            boolean neverOpen) {
        this.directory = directory;
        this.stores = stores;
        this.drain = drain;
        this.clock = clock;
        this.tenant = tenant;
        this.neverOpen = neverOpen;
    }

    /** Empties every store, or answers with the receipt of whoever does so just now, or has done so. */
    RemovalReceipt once() {
        Removal before = present();
        Duration waited = Duration.ZERO;
        while (!lease(LEASE)) {
            Removal now = present();
            if (now != null && !now.equals(before) && now.removedAt() != null) {
                return now.receipt().orElseThrow();
            }
            waited = waitFurther(waited);
        }
        try {
            Removal now = present();
            boolean byAnother = now != null && !now.equals(before);
            Optional<RemovalReceipt> known = Optional.ofNullable(now).flatMap(Removal::receipt);
            if (known.isPresent() && (byAnother || known.get().residue() == 0)) {
                return settled(known.get());
            }
            return empty();
        } finally {
            release();
        }
    }

    /** Empties every store, whatever was done before. */
    RemovalReceipt again() {
        Duration waited = Duration.ZERO;
        while (!lease(LEASE)) {
            waited = waitFurther(waited);
        }
        try {
            return empty();
        } finally {
            release();
        }
    }

    private RemovalReceipt empty() {
        boolean opening = become(TenantStatus.REMOVING) == TenantStatus.OPENING;
        Removal last = directory.removal(tenant.id()).orElse(null);
        Removal removal = keep(
                last,
                last != null && last.isOf(tenant) ? last.again() : Removal.of(tenant, last, neverOpen || opening));
        lengthen(longestWait().plus(LEASE));
        removal = keep(removal, removal.drained(drain.await(tenant, clock, directory.staleness())));
        for (TenantStore store : stores) {
            lengthen(LEASE);
            if (!removal.knows(store.name())) {
                removal = keep(removal, removal.found(store.name(), store.residue(tenant)));
            }
            long purged = store.purge(tenant, this::goesOn);
            lengthen(LEASE);
            long residue = store.residue(tenant);
            removal = keep(
                    removal,
                    removal.emptied(
                            store.name(), purged, residue, store.note(tenant).orElse(null)));
        }
        removal = keep(removal, removal.done(clock.instant()));
        drain.inFlight().forget(tenant);
        return settled(removal.receipt().orElseThrow());
    }

    private RemovalReceipt settled(RemovalReceipt receipt) {
        if (receipt.residue() == 0) {
            become(TenantStatus.REMOVED);
        }
        return receipt;
    }

    /** @return what it was before */
    private TenantStatus become(TenantStatus status) {
        while (true) {
            Tenant now = directory.findNow(tenant.id()).orElseThrow(() -> new TenantUnknownException(tenant.id()));
            if (now.generation() != tenant.generation()) {
                throw new TenantConflictException(
                        "Tenant \"" + tenant.id() + "\" was removed, and its id has been opened anew");
            }
            if (now.status() == status || directory.replace(now, now.with(status))) {
                return now.status();
            }
        }
    }

    private @Nullable Removal present() {
        return directory
                .removal(tenant.id())
                .filter(removal -> removal.isOf(tenant))
                .orElse(null);
    }

    private Removal keep(@Nullable Removal expected, Removal changed) {
        if (!changed.equals(expected) && !directory.keep(expected, changed)) {
            throw overtaken();
        }
        return changed;
    }

    private void lengthen(Duration time) {
        if (!lease(time)) {
            throw overtaken();
        }
        lengthened = clock.instant();
    }

    /** A store may tell of every row: so the directory is not asked each time. */
    private void goesOn() {
        if (!clock.instant().isBefore(lengthened.plus(LEASE.dividedBy(4)))) {
            lengthen(LEASE);
        }
    }

    private boolean lease(Duration time) {
        Instant now = clock.instant();
        return directory.lease(name(), holder, now, now.plus(time));
    }

    private void release() {
        try {
            Instant now = clock.instant();
            directory.lease(name(), holder, now, now);
        } catch (RuntimeException e) {
            LOG.warn("The lease \"{}\" was not given back, and ends by itself: {}", name(), e.toString());
        }
    }

    private String name() {
        return "remove/" + tenant.id();
    }

    private Duration waitFurther(Duration waited) {
        if (waited.compareTo(LEASE.plus(longestWait())) > 0) {
            throw new TenantConflictException("Tenant \"" + tenant.id()
                    + "\" is being removed by another instance, which is not done yet: ask again for its receipt");
        }
        drain.step();
        return waited.plus(Drain.STEP);
    }

    private Duration longestWait() {
        return drain.longest().plus(directory.staleness());
    }

    /** Only after a pause of this process that was longer than its lease. */
    private TenantConflictException overtaken() {
        return new TenantConflictException("Tenant \"" + tenant.id()
                + "\" is being removed by another instance, which took over from this one: ask again for its receipt");
    }
}
