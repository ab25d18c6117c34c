package dev.nostage.resilience.micronaut;

import dev.nostage.context.RequestContext;
import dev.nostage.event.WideEvent;
import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.resilience.DownstreamRefusedException;
import dev.nostage.resilience.Outcome;
import dev.nostage.resilience.micronaut.GuardedServices.Guarded;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import dev.nostage.tenancy.micronaut.Destinations;
import dev.nostage.tenancy.micronaut.FilterOrder;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.client.ClientAttributes;
import io.micronaut.http.filter.ClientFilterChain;
import io.micronaut.http.filter.HttpClientFilter;
import java.util.List;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Step 6: a call that some client was made to send by hand, or a redirect, does not get to a downstream whose guard would not let
 * it through. Nothing need say that a guard let a call through: its service is open then.
 */
@Filter(Filter.MATCH_ALL_PATTERN)
@Requires(classes = {Mono.class, ClientAttributes.class})
final class ScreeningClientFilter implements HttpClientFilter {

    private final Destinations destinations;
    private final GuardedServices services;

    ScreeningClientFilter(Destinations destinations, GuardedServices services) {
        this.destinations = destinations;
        this.services = services;
    }

    @Override
    public Publisher<? extends HttpResponse<?>> doFilter(MutableHttpRequest<?> request, ClientFilterChain chain) {
        RequestContext context = RequestContext.current();
        Optional<Guarded> closed = closed(request, services.all(context));
        boolean passes = closed.isEmpty() || (context.get(Tenants.KEY) == null && destinations.isHealthCheck(request));
        return passes ? chain.proceed(request) : Mono.error(refusal(closed.get(), context));
    }

    /**
     * The closed service that a call is for: by its id, or since no open one, and no other that is listed, is more precisely
     * where it goes. Of two at one address the open one may be meant.
     */
    private Optional<Guarded> closed(HttpRequest<?> request, List<Guarded> guarded) {
        if (guarded.stream().noneMatch(Guarded::isClosed)) {
            return Optional.empty();
        }
        Optional<Guarded> called = called(request, guarded);
        if (called.isPresent()) {
            return called;
        }
        int closed = deepest(request, guarded, true);
        return closed <= deepest(request, guarded, false) || closed < destinations.depth(request)
                ? Optional.empty()
                : guarded.stream()
                        .filter(each -> each.isClosed() && depth(each, request) == closed)
                        .findFirst();
    }

    /** The service whose own client makes the call, if it is closed below each path that clients call it at. */
    private static Optional<Guarded> called(HttpRequest<?> request, List<Guarded> guarded) {
        List<Guarded> called = guarded.stream()
                .filter(each -> Destinations.isCalled(each.name(), request))
                .toList();
        return called.stream().allMatch(Guarded::isClosed) ? called.stream().findFirst() : Optional.empty();
    }

    /** How precisely a call's address is that of any closed service, if it may be, or of any open one, if it must be. */
    private int deepest(HttpRequest<?> request, List<Guarded> guarded, boolean closed) {
        return guarded.stream()
                .filter(each -> each.isClosed() == closed)
                .mapToInt(each -> depth(each, request))
                .max()
                .orElse(-1);
    }

    private int depth(Guarded guarded, HttpRequest<?> request) {
        return destinations.depth(guarded.service().name(), guarded.service().path(), request, !guarded.isClosed());
    }

    private static RuntimeException refusal(Guarded closed, RequestContext context) {
        DownstreamGuard guard = closed.guard();
        WideEvent.in(context).note("downstream." + guard.name(), Outcome.REFUSED.toString());
        Tenant tenant = context.get(Tenants.KEY);
        return tenant == null
                ? new TenantMissingException("Service \"" + closed.name()
                        + "\" was called past the guard of downstream \""
                        + guard.name() + "\", which is " + guard.options().effect() + ", and for no tenant: put"
                        + " @Downstream(\"" + guard.name()
                        + "\") on the class or method that makes the call, and bind a"
                        + " tenant with Tenants.callAs")
                : DownstreamRefusedException.unguarded(
                        closed.name(), guard.name(), guard.options().effect(), tenant);
    }

    @Override
    public int getOrder() {
        return FilterOrder.OUTGOING_SCREENING.position();
    }
}
