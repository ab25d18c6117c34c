package dev.nostage.timemachine;

import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.Tenant;
import java.util.function.Predicate;

/** Who may write on a journey: the tenant for whom it was begun, if that one may, and no other that is bound on the way. */
final class TravelWrites {

    private TravelWrites() {}

    static RequestContext refused(RequestContext travelling) {
        return new ReadOnly(() -> new TravelRefusedException(
                        "This request travels in time for a live tenant, and so it only reads. This write was"
                                + " refused: to write on a journey, work for a test tenant."))
                .within(travelling);
    }

    static RequestContext onlyBy(Tenant traveller, RequestContext travelling) {
        return only(
                traveller::isSame,
                "Only the tenant that travels in time writes there, and this is another.",
                travelling);
    }

    static RequestContext onlyByTests(RequestContext travelling) {
        return only(
                tenant -> !tenant.isLive(),
                "A journey in time that no tenant began writes for test and synthetic tenants alone.",
                travelling);
    }

    private static RequestContext only(Predicate<Tenant> writers, String because, RequestContext travelling) {
        return new ReadOnly(writers, () -> new TravelRefusedException(because + " This write was refused."))
                .within(travelling);
    }
}
