package dev.nostage.tenancy.micronaut;

import dev.nostage.context.RequestContext;
import dev.nostage.passport.Baggage;
import dev.nostage.passport.Passport;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.Propagation;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.BeanLocator;
import io.micronaut.core.order.Ordered;
import io.micronaut.discovery.ServiceInstance;
import io.micronaut.discovery.ServiceInstanceList;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.annotation.ClientFilter;
import io.micronaut.http.annotation.RequestFilter;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Step 6: passport and baggage go with a call where they may, and never where they may not. */
@ClientFilter("/**")
final class PassportClientFilter implements Ordered {

    private final Propagation propagation;
    private final PassportIssuer issuer;
    private final BeanLocator beans;
    private volatile @Nullable Collection<ServiceInstanceList> instances;

    PassportClientFilter(Propagation propagation, PassportIssuer issuer, BeanLocator beans) {
        this.propagation = propagation;
        this.issuer = issuer;
        this.beans = beans;
    }

    @RequestFilter
    void decide(MutableHttpRequest<?> request) {
        URI uri = request.getUri();
        String service = BasicHttpAttributes.getServiceId(request)
                .filter(id -> isInstance(id, uri))
                .orElse(null);
        RequestContext context = RequestContext.current();
        Tenant tenant = context.get(Tenants.KEY);
        Propagation.Decision decision = propagation.decide(service, uri.getHost());
        if (decision == Propagation.Decision.REQUIRED && tenant == null) {
            throw new TenantMissingException("A call to \"" + (service == null ? uri.getHost() : service)
                    + "\", which nostage.propagation.to lists, was made with no tenant bound");
        }
        MutableHttpHeaders headers = request.getHeaders();
        List<String> baggage = List.copyOf(headers.getAll(Baggage.HEADER));
        // Whatever is there was put on by hand or by a filter before, or left by the call that was redirected here.
        headers.remove(Passport.HEADER).remove(Baggage.HEADER);
        if (decision == Propagation.Decision.FORBIDDEN) {
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

    /**
     * Whether a service's client really calls that service: it also follows redirects, and takes absolute addresses. The
     * instances are those that the configuration lists; what a registry discovers is judged by its host.
     */
    private boolean isInstance(String service, URI uri) {
        for (ServiceInstanceList list : instances()) {
            if (list.getID().equals(service)) {
                for (ServiceInstance instance : list.getInstances()) {
                    if (isSame(instance.getURI(), uri)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Looked up with the first call, when all of the configuration's are there: to look them up costs more than a call. */
    private Collection<ServiceInstanceList> instances() {
        Collection<ServiceInstanceList> known = instances;
        if (known == null) {
            known = beans.getBeansOfType(ServiceInstanceList.class);
            instances = known;
        }
        return known;
    }

    private static boolean isSame(URI instance, URI called) {
        return instance.getHost() != null
                && instance.getHost().equalsIgnoreCase(called.getHost())
                && port(instance) == port(called);
    }

    private static int port(URI uri) {
        return uri.getPort() != -1 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    @Override
    public int getOrder() {
        return FilterOrder.OUTGOING.position();
    }
}
