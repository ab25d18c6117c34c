package dev.nostage.tenancy.micronaut;

import io.micronaut.context.ApplicationContext;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.http.HttpRequest;
import java.util.Objects;

/** A request that has passed the first filter, as later ones see it. In that filter's own package, to call it as it is. */
public final class OpenedRequest {

    private OpenedRequest() {}

    /** @return what is propagated from there on: the request's event beside what {@code present} has */
    public static PropagatedContext open(
            ApplicationContext application, HttpRequest<?> request, PropagatedContext present) {
        MutablePropagatedContext propagated = MutablePropagatedContext.of(present);
        application.getBean(WideEventFilter.class).open(request, propagated);
        return Objects.requireNonNull(propagated.getContext());
    }
}
