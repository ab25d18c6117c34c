package dev.nostage.tenancy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tenants that are there from the start, as the configuration names them. */
public record TenantSeed(List<Tenant> tenants) {

    /** @throws IllegalArgumentException if two of them have one id */
    public TenantSeed {
        tenants = List.copyOf(tenants);
        Set<TenantId> ids = new HashSet<>();
        for (Tenant tenant : tenants) {
            if (!ids.add(tenant.id())) {
                throw new IllegalArgumentException(
                        "Tenant \"" + tenant.id() + "\" is declared twice: each needs an id of its own");
            }
        }
    }

    /**
     * Adds those whose id nobody ever had there. What the directory knows already stays as it is: so several instances
     * may start at once, and a tenant that was removed or changed is not put back.
     */
    public void into(TenantDirectory directory) {
        for (Tenant tenant : tenants) {
            if (directory.findNow(tenant.id()).isEmpty()) {
                directory.add(tenant);
            }
        }
    }
}
