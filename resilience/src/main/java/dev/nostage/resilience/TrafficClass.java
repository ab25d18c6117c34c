package dev.nostage.resilience;

import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.util.Locale;

/** Calls that share a fate: a test must not open the breaker that real customers stand behind. */
public enum TrafficClass {
    LIVE,
    /** All the rest, work without a tenant too: a test that has lost its tenant must not pass for real. */
    NOT_LIVE;

    /** As meters and the operator's page write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TrafficClass of(RequestContext context) {
        Tenant tenant = context.get(Tenants.KEY);
        return tenant != null && tenant.isLive() ? LIVE : NOT_LIVE;
    }
}
