package dev.nostage.tenancy.micronaut;

import dev.nostage.context.RequestContext;
import dev.nostage.passport.Baggage;
import dev.nostage.passport.Passport;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.Propagation;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import dev.nostage.tenancy.micronaut.Destinations.Destination;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.annotation.ClientFilter;
import io.micronaut.http.annotation.RequestFilter;
import java.util.List;

/** Step 6: passport and baggage go with a call where they may, and never where they may not. */
@ClientFilter("/**")
final class PassportClientFilter implements Ordered {

    private final Destinations destinations;
    private final PassportIssuer issuer;

    PassportClientFilter(Destinations destinations, PassportIssuer issuer) {
        this.destinations = destinations;
        this.issuer = issuer;
    }

    @RequestFilter
    void decide(MutableHttpRequest<?> request) {
        Destination destination = destinations.of(request);
        RequestContext context = RequestContext.current();
        Tenant tenant = context.get(Tenants.KEY);
        Propagation.Decision decision = destination.decision();
        if (decision == Propagation.Decision.REQUIRED && tenant == null && !destinations.isHealthCheck(request)) {
            throw new TenantMissingException("A call to \"" + destination.name()
                    + "\", which nostage.propagation.to lists, was made with no tenant bound");
        }
        MutableHttpHeaders headers = request.getHeaders();
        List<String> baggage = List.copyOf(headers.getAll(Baggage.HEADER));
        // Whatever is there was put on by hand or by a filter before, or left by the call that was redirected here.
        headers.remove(Passport.HEADER).remove(Baggage.HEADER);
        if (decision != Propagation.Decision.REQUIRED || Passport.of(context).isEmpty()) {
            // Only a service that is listed, and is shown the request's own passport, can know what this request may
            // not.
            ReadOnly.refuseCall(request.getMethodName());
        }
        if (!destination.isOurs()) {
            return;
        }
        if (tenant != null) {
            headers.add(Passport.HEADER, issuer.issueFor(context));
        }
        String merged = Baggage.of(tenant, baggage);
        if (!merged.isEmpty()) {
            headers.add(Baggage.HEADER, merged);
        }
    }

    @Override
    public int getOrder() {
        return FilterOrder.OUTGOING.position();
    }
}
