package dev.nostage.tenancy.micronaut;

import dev.nostage.context.RequestContext;
import dev.nostage.passport.Passport;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.Propagation;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.annotation.ClientFilter;
import io.micronaut.http.annotation.RequestFilter;

/** Step 6: the passport goes with a call where it may, and never where it may not. */
@ClientFilter("/**")
final class PassportClientFilter implements Ordered {

    private static final String ATTACHED = PassportClientFilter.class.getName();

    private final Propagation propagation;
    private final PassportIssuer issuer;

    PassportClientFilter(Propagation propagation, PassportIssuer issuer) {
        this.propagation = propagation;
        this.issuer = issuer;
    }

    @RequestFilter
    void decide(MutableHttpRequest<?> request) {
        String service = BasicHttpAttributes.getServiceId(request).orElse(null);
        String host = request.getUri().getHost();
        RequestContext context = RequestContext.current();
        boolean hasTenant = context.get(Tenants.KEY) != null;
        Propagation.Decision decision = propagation.decide(service, host);
        if (decision == Propagation.Decision.REQUIRED && !hasTenant) {
            throw new TenantMissingException("A call to \"" + (service == null ? host : service)
                    + "\", which nostage.propagation.to lists, was made with no tenant bound");
        }
        if (isRedirected(request)) {
            decision = propagation.decide(null, host);
        }
        if (decision == Propagation.Decision.FORBIDDEN) {
            request.getHeaders().remove(Passport.HEADER);
        } else if (hasTenant) {
            attach(request, context);
        }
    }

    /**
     * Whether a passport was copied here from the call that was redirected. Such a call still has the service's id, but
     * goes wherever the service said: its host alone counts.
     */
    private static boolean isRedirected(MutableHttpRequest<?> request) {
        return request.getHeaders().contains(Passport.HEADER)
                && request.getAttribute(ATTACHED).isEmpty();
    }

    /** Takes the place of any that is there, put by hand or left by the call that was redirected here. */
    private void attach(MutableHttpRequest<?> request, RequestContext context) {
        request.setAttribute(ATTACHED, true);
        request.getHeaders().set(Passport.HEADER, issuer.issueFor(context));
    }

    @Override
    public int getOrder() {
        return FilterOrder.OUTGOING.position();
    }
}
