package dev.nostage.tenancy;

import dev.nostage.problem.Problem;

/** Work that needs a tenant was asked for with none bound. */
public final class TenantMissingException extends TenancyException {

    private static final Problem PROBLEM = new Problem(
            "tenant-missing",
            400,
            "No tenant",
            "This needs a tenant. Send a passport in Nostage-Passport, or come from a trusted peer with Tenant-Id; it"
                    + " is of no use on a route that takes none.");

    public TenantMissingException() {
        this("No tenant is bound here: bind one with Tenants.callAs, or wrap work that is handed to another thread"
                + " with RequestContext.current().wrap");
    }

    public TenantMissingException(String message) {
        super(PROBLEM, message);
    }
}
