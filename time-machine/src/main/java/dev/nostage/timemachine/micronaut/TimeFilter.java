package dev.nostage.timemachine.micronaut;

import dev.nostage.passport.Passport;
import dev.nostage.tenancy.HeaderTenantSource;
import dev.nostage.tenancy.micronaut.BoundContext;
import dev.nostage.tenancy.micronaut.FilterOrder;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.Departure;
import dev.nostage.timemachine.TimeMachineHeader;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import java.util.List;

/** Step 3: binds the time for which a request works, and marks the answer with it. */
@ServerFilter(value = "/**", appendContextPath = false)
final class TimeFilter implements Ordered {

    private static final String ATTRIBUTE = AsOf.class.getName();
    private static final String DECIDED_BY =
            String.join(", ", TimeMachineHeader.NAME, Passport.HEADER, HeaderTenantSource.HEADER);

    private final Departure departure;

    TimeFilter(Departure departure) {
        this.departure = departure;
    }

    @RequestFilter
    void depart(HttpRequest<?> request, MutablePropagatedContext propagated) {
        List<String> sent = request.getHeaders().getAll(TimeMachineHeader.NAME);
        boolean anyTime = RouteAttributes.getRouteMatch(request)
                .map(route -> route.getAnnotationMetadata().hasStereotype(AnyTime.class))
                .orElse(false);
        BoundContext.change(
                propagated, context -> anyTime ? departure.lookAround(sent, context) : departure.depart(sent, context));
        request.setAttribute(ATTRIBUTE, BoundContext.of(propagated).get(AsOf.KEY));
    }

    /** Every answer tells what decided it, so that no cache gives the present's to a traveller. */
    @ResponseFilter
    void mark(HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.getHeaders().add(HttpHeaders.VARY, DECIDED_BY);
        request.getAttribute(ATTRIBUTE, AsOf.class)
                .ifPresent(asOf -> response.getHeaders()
                        .set(TimeMachineHeader.NAME, TimeMachineHeader.print(asOf))
                        .set(HttpHeaders.CACHE_CONTROL, "private, no-store"));
    }

    @Override
    public int getOrder() {
        return FilterOrder.TIME.position();
    }
}
