package dev.nostage.tenancy;

import dev.nostage.problem.Problem;

/** An operator asked for what a tenant's state does not allow. */
public final class TenantConflictException extends TenancyException {

    public TenantConflictException(String message) {
        super(new Problem("tenant-conflict", 409, "The tenant's state does not allow this", message), message);
    }
}
