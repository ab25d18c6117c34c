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
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.client.ClientAttributes;
import io.micronaut.http.filter.ClientFilterChain;
import io.micronaut.http.filter.HttpClientFilter;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Step 6: a call that some client was made to send by hand, or a redirect, does not get to a downstream whose guard would not let
 * it through. A call that the guard let through is not one of them, so nothing need say that it was.
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
        Optional<Guarded> closed = services.closed(context)
                .filter(each -> destinations.isTo(each.service(), request))
                .findFirst();
        boolean passes = closed.isEmpty() || (context.get(Tenants.KEY) == null && destinations.isHealthCheck(request));
        return passes ? chain.proceed(request) : Mono.error(refusal(closed.get(), context));
    }

    private static RuntimeException refusal(Guarded closed, RequestContext context) {
        DownstreamGuard guard = closed.guard();
        WideEvent.in(context).note("downstream." + guard.name(), Outcome.REFUSED.toString());
        Tenant tenant = context.get(Tenants.KEY);
        return tenant == null
                ? new TenantMissingException("Service \"" + closed.service()
                        + "\" was called past the guard of downstream \""
                        + guard.name() + "\", which is " + guard.options().effect() + ", and for no tenant: put"
                        + " @Downstream(\"" + guard.name()
                        + "\") on the class or method that makes the call, and bind a"
                        + " tenant with Tenants.callAs")
                : DownstreamRefusedException.unguarded(
                        closed.service(), guard.name(), guard.options().effect(), tenant);
    }

    @Override
    public int getOrder() {
        return FilterOrder.OUTGOING_SCREENING.position();
    }
}
