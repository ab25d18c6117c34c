package dev.nostage.resilience;

import dev.nostage.problem.Problem;

/** A screened downstream was called for nobody: a fault of this service, whatever its caller sent. */
public final class DownstreamUnboundException extends DownstreamException {

    DownstreamUnboundException(String downstream, Effect effect) {
        // 500 and not 400: a request that must name a tenant, and does not, comes to no downstream.
        super(
                downstream,
                new Problem(
                        "downstream-unbound",
                        500,
                        "Internal error",
                        "This service has called a downstream for no tenant. Its log says more."),
                "Downstream \"" + downstream + "\" is " + effect
                        + " and called for a tenant only, and none is bound here: bind one with Tenants.callAs, wrap"
                        + " work that is handed to another thread with RequestContext.current().wrap, or take @NoTenant"
                        + " from the route");
    }
}
