package dev.nostage.tenancy;

import dev.nostage.problem.Problem;

/**
 * A tenant that is not served. Unknown, suspended, expired, removed, contradicted and forbidden look the same to the
 * caller, so that nobody learns which tenants exist; the message is for the operator.
 */
public final class TenantRefusedException extends TenancyException {

    private static final Problem PROBLEM =
            new Problem("tenant-refused", 403, "Tenant refused", "This request may not act for a tenant.");

    public TenantRefusedException(String message) {
        super(PROBLEM, message);
    }
}
