package dev.nostage.tenancy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes tenants whose time to live is over, one instance of a service at a time. A live tenant is never removed for its
 * expiry; a removal that was begun is gone on with, whoever the tenant is.
 */
public final class Reaper {

    /** Who the audit log says it was. */
    public static final String WHO = "reaper";

    static final String LEASE_NAME = "reaper";
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);
    private static final int PAGE = 100;

    private final TenantDirectory directory;
    private final TenantLifecycle lifecycle;
    private final AuditLog audit;
    private final Clock clock;
    private final String holder = UUID.randomUUID().toString();

    /** @param clock real time; it must not be one that a request can shift */
    public Reaper(TenantDirectory directory, TenantLifecycle lifecycle, AuditLog audit, Clock clock) {
        this.directory = directory;
        this.lifecycle = lifecycle;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Looks at every tenant once. One that cannot be removed is logged and left to the next round.
     *
     * @return how many were removed; 0 if another instance is at it
     */
    public synchronized int reap() {
        if (!lease(LEASE)) {
            return 0;
        }
        try {
            return reapAll();
        } finally {
            lease(Duration.ZERO);
        }
    }

    private int reapAll() {
        int removed = 0;
        List<Tenant> page = directory.list(null, PAGE);
        while (!page.isEmpty()) {
            for (Tenant tenant : page) {
                if (isDue(tenant)) {
                    if (!lease(LEASE)) {
                        return removed;
                    }
                    removed += remove(tenant) ? 1 : 0;
                }
            }
            page = directory.list(page.get(page.size() - 1).id(), PAGE);
        }
        return removed;
    }

    private boolean isDue(Tenant tenant) {
        return tenant.status() == TenantStatus.REMOVING || (!tenant.isLive() && tenant.isExpired(clock.instant()));
    }

    private boolean remove(Tenant tenant) {
        try {
            RemovalReceipt receipt = audit.call(WHO, "remove", action -> {
                action.tenant(tenant.id().value());
                return lifecycle.remove(tenant.id());
            });
            return receipt.residue() == 0;
        } catch (RuntimeException | Error e) { // an Error too: a store that cannot be loaded must not keep the others
            LOG.warn("Tenant \"{}\" could not be removed, and is tried again in the next round", tenant.id(), e);
            return false;
        }
    }

    private boolean lease(Duration time) {
        Instant now = clock.instant();
        return directory.lease(LEASE_NAME, holder, now, now.plus(time));
    }
}
