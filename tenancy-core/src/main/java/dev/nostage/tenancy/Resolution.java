package dev.nostage.tenancy;

import dev.nostage.context.RequestContext;

/** What a {@link TenantSource} has to say of a request. */
public sealed interface Resolution {

    /**
     * The request names this tenant.
     *
     * @param carried what else it brought and the source vouches for
     */
    record Found(TenantId tenant, RequestContext carried) implements Resolution {}

    /** The request says nothing that this source understands; another one may. */
    record Absent() implements Resolution {}

    /** The request says something that must not pass, whatever other sources say. */
    record Refused(TenancyException because) implements Resolution {}

    static Resolution found(TenantId tenant) {
        return new Found(tenant, RequestContext.empty());
    }

    static Resolution absent() {
        return new Absent();
    }

    static Resolution refused(TenancyException because) {
        return new Refused(because);
    }
}
