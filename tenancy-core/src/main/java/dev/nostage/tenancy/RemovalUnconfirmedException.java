package dev.nostage.tenancy;

import dev.nostage.problem.Problem;

/** A removal that needs to be confirmed and was not, or was confirmed for another tenant. */
public final class RemovalUnconfirmedException extends TenancyException {

    public RemovalUnconfirmedException(TenantId id) {
        this("The removal of tenant \"" + id
                + "\" is not confirmed. A live tenant is removed only if its id is repeated:" + " ?confirm=" + id);
    }

    private RemovalUnconfirmedException(String message) {
        super(new Problem("removal-unconfirmed", 409, "The removal is not confirmed", message), message);
    }
}
