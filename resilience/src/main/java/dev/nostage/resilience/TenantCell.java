package dev.nostage.resilience;

import org.jspecify.annotations.Nullable;

/**
 * What one tenant takes of one downstream, in 32 bytes: a node of its {@link TenantCells}, which guard it by their
 * lock.
 */
final class TenantCell {

    /** What is taken where nothing is limited. */
    static final TenantCell UNCOUNTED = new TenantCell("", null, 0);

    final String tenant;

    @Nullable
    TenantCell next;

    int inFlight;

    /** When as much time has passed as the calls made so far may take, by the ticker; past, where a whole burst is free. */
    long theoreticalArrival;

    TenantCell(String tenant, @Nullable TenantCell next, long now) {
        this.tenant = tenant;
        this.next = next;
        this.theoreticalArrival = now;
    }

    /** Spread, since the lowest bits choose the chain, and the highest the stripe. */
    static int hash(String tenant) {
        int hash = tenant.hashCode() * 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }

    int hash() {
        return hash(tenant);
    }

    /** Whether it holds no more than a new one would. */
    boolean isIdle(long now) {
        return inFlight == 0 && theoreticalArrival - now <= 0;
    }
}
