package dev.nostage.resilience;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;

/** Calls that share a fate: a test must not open the breaker that real customers stand behind. */
enum TrafficClass {
    LIVE,
    /** All the rest, work without a tenant too: a test that has lost its tenant must not pass for real. */
    NOT_LIVE;

    static TrafficClass current() {
        return Tenants.current().map(Tenant::isLive).orElse(false) ? LIVE : NOT_LIVE;
    }
}
