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

    private final Propagation propagation;
    private final PassportIssuer issuer;

    PassportClientFilter(Propagation propagation, PassportIssuer issuer) {
        this.propagation = propagation;
        this.issuer = issuer;
    }

    @RequestFilter
    void attach(MutableHttpRequest<?> request) {
        String service = BasicHttpAttributes.getServiceId(request).orElse(null);
        String host = request.getUri().getHost();
        RequestContext context = RequestContext.current();
        boolean hasTenant = context.get(Tenants.KEY) != null;
        switch (propagation.decide(service, host)) {
            case REQUIRED -> {
                if (!hasTenant) {
                    throw new TenantMissingException("A call to \"" + (service == null ? host : service)
                            + "\", which nostage.propagation.to lists, was made with no tenant bound");
                }
                request.header(Passport.HEADER, issuer.issueFor(context));
            }
            case ALLOWED -> {
                if (hasTenant) {
                    request.header(Passport.HEADER, issuer.issueFor(context));
                }
            }
            case FORBIDDEN -> request.getHeaders().remove(Passport.HEADER);
        }
    }

    @Override
    public int getOrder() {
        return FilterOrder.OUTGOING.position();
    }
}
