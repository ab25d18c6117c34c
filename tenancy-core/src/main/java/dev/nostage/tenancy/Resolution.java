package dev.nostage.tenancy;

import dev.nostage.context.RequestContext;
import java.util.function.Predicate;

/** What a {@link TenantSource} has to say of a request. */
public sealed interface Resolution {

    /**
     * The request names this tenant.
     *
     * @param carried what else it brought and the source vouches for
     * @param meant whether the tenant that now has this id is the one that the request means
     */
    record Found(TenantId tenant, RequestContext carried, Predicate<Tenant> meant) implements Resolution {

        /** Both, where they name one tenant. */
        Found and(Found other) {
            return new Found(tenant, carried.withAll(other.carried), meant.and(other.meant));
        }
    }

    /** The request says nothing that this source understands; another one may. */
    record Absent() implements Resolution {}

    /** The request says something that must not pass, whatever other sources say. */
    record Refused(TenancyException because) implements Resolution {}

    static Resolution found(TenantId tenant) {
        return new Found(tenant, RequestContext.empty(), present -> true);
    }

    static Resolution absent() {
        return new Absent();
    }

    static Resolution refused(TenancyException because) {
        return new Refused(because);
    }
}
