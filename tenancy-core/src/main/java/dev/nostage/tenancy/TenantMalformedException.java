package dev.nostage.tenancy;

import dev.nostage.problem.Problem;

/** A tenant id that cannot be one. */
public final class TenantMalformedException extends TenancyException {

    public TenantMalformedException(String message) {
        super(new Problem("tenant-malformed", 400, "Malformed tenant id", message), message);
    }
}
