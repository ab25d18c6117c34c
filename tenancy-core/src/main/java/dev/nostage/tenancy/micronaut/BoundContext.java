package dev.nostage.tenancy.micronaut;

import dev.nostage.context.RequestContext;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.core.propagation.PropagatedContext;
import java.util.function.UnaryOperator;

/** The request context of the request that a filter is looking at. */
public final class BoundContext {

    private BoundContext() {}

    public static RequestContext of(MutablePropagatedContext propagated) {
        PropagatedContext context = propagated.getContext();
        return context == null ? RequestContext.empty() : RequestContext.in(context);
    }

    /** Puts a changed context in its place, for all that comes after the filter. */
    public static void change(MutablePropagatedContext propagated, UnaryOperator<RequestContext> change) {
        PropagatedContext context = propagated.getContext();
        RequestContext present =
                context == null ? null : context.find(RequestContext.class).orElse(null);
        if (present == null) {
            propagated.add(change.apply(RequestContext.empty()));
        } else {
            propagated.replace(present, change.apply(present));
        }
    }
}
