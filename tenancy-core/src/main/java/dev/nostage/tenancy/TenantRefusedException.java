package dev.nostage.tenancy;

import dev.nostage.problem.Problem;

/**
 * A tenant that is not served. Unknown, suspended, expired, removed, contradicted and forbidden look the same to the
 * caller, so that nobody learns which tenants exist; the message is for the operator.
 */
public final class TenantRefusedException extends TenancyException {

    private static final Problem PROBLEM =
            new Problem("tenant-refused", 403, "Tenant refused", "This request may not act for a tenant.");

    private final Reason reason;

    /** One that is not served. */
    public TenantRefusedException(String message) {
        this(Reason.NOT_SERVED, message);
    }

    public TenantRefusedException(Reason reason, String message) {
        super(PROBLEM, message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why, for the operator; the caller is not told. */
    public enum Reason {
        /** It is unknown, suspended, expired, removed, or not the one that is meant. */
        NOT_SERVED,
        /** Two sources name two tenants. */
        CONTRADICTED,
        /** A header named it, and came from a peer that is not trusted. */
        UNTRUSTED_HEADER
    }
}
