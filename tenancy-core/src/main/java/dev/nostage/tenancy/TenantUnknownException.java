package dev.nostage.tenancy;

import dev.nostage.problem.Problem;

/** An operator named a tenant that does not exist. */
public final class TenantUnknownException extends TenancyException {

    public TenantUnknownException(TenantId id) {
        super(
                new Problem("tenant-unknown", 404, "Unknown tenant", "There is no tenant \"" + id + "\"."),
                "There is no tenant \"" + id + "\"");
    }
}
