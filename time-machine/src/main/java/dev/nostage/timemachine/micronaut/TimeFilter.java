package dev.nostage.timemachine.micronaut;

import dev.nostage.context.RequestContext;
import dev.nostage.passport.PassportTenantSource;
import dev.nostage.tenancy.micronaut.BoundContext;
import dev.nostage.tenancy.micronaut.FilterOrder;
import dev.nostage.tenancy.micronaut.FoundRoute;
import dev.nostage.tenancy.micronaut.MicronautRequest;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.Departure;
import dev.nostage.timemachine.TimeMachineHeader;
import dev.nostage.timemachine.micronaut.RouteTimes.RouteTime;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Step 3: binds the time for which a request works, and refuses what is not live then. */
@ServerFilter(value = "/**", appendContextPath = false)
final class TimeFilter implements Ordered {

    private static final String ATTRIBUTE = AsOf.class.getName();

    private final Departure departure;
    private final PassportTenantSource passports;
    private final RouteTimes routes;
    private final LiveRoutes live;
    private final Clock clock;

    TimeFilter(Departure departure, PassportTenantSource passports, RouteTimes routes, LiveRoutes live, Clock clock) {
        this.departure = departure;
        this.passports = passports;
        this.routes = routes;
        this.live = live;
        this.clock = clock;
    }

    /** For when a request works, however far it came; null if it does not travel. */
    static @Nullable AsOf of(HttpRequest<?> request) {
        return request.getAttributes().getValue(ATTRIBUTE) instanceof AsOf asOf ? asOf : null;
    }

    @RequestFilter
    void depart(HttpRequest<?> request, MutablePropagatedContext propagated) {
        HttpHeaders headers = request.getHeaders();
        List<String> sent = headers.contains(TimeMachineHeader.NAME)
                ? headers.getAll(TimeMachineHeader.NAME)
                : List.of(); // as the headers would say too, but for a new list
        RequestContext present = BoundContext.of(propagated);
        RouteTime time = routes.of(FoundRoute.of(request));
        RequestContext departed;
        if (time.anyTime()) {
            departed = departure.lookAround(sent, passports.resolve(new MicronautRequest(request)), present);
        } else if (time.socket()) {
            departed = departure.stay(sent, request::getUserPrincipal, present);
        } else {
            departed = departure.depart(sent, request::getUserPrincipal, present);
        }
        AsOf asOf = departed.get(AsOf.KEY);
        if (asOf != null) {
            BoundContext.change(propagated, context -> departed);
            request.setAttribute(ATTRIBUTE, asOf);
        }
        if (time.part() != null) {
            live.refuseHidden(request, time.part(), departed.call(clock::instant));
        }
    }

    @Override
    public int getOrder() {
        return FilterOrder.TIME.position();
    }
}
