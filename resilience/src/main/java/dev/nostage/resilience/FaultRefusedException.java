package dev.nostage.resilience;

import dev.nostage.problem.Problem;
import dev.nostage.tenancy.Tenant;

/** Somebody wanted a live tenant's calls to fail on purpose. */
public final class FaultRefusedException extends DownstreamException {

    FaultRefusedException(String downstream, Tenant tenant) {
        super(
                downstream,
                new Problem("fault-refused", 403, "Fault refused", "A live tenant's calls never fail on purpose."),
                "Tenant \"" + tenant.id() + "\" is live, and its calls of downstream \"" + downstream
                        + "\" never fail on purpose: open a TEST or SYNTHETIC tenant");
    }
}
