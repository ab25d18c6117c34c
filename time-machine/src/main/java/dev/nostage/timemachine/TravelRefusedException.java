package dev.nostage.timemachine;

import dev.nostage.context.RequestContext;
import dev.nostage.problem.Problem;
import dev.nostage.tenancy.ReadOnly;

/** A journey that this request may not make, or a write that it may not make on its journey. */
public final class TravelRefusedException extends TimeTravelException {

    TravelRefusedException(String because) {
        super(new Problem("travel-refused", 403, "Travel refused", because), because);
    }

    /** The context, in which a write is now answered with this refusal. */
    static RequestContext refusingWrites(RequestContext context) {
        return context.with(
                ReadOnly.KEY,
                new ReadOnly(() -> new TravelRefusedException(
                        "This request travels in time for a live tenant, and so it only reads. Nothing was written.")));
    }
}
