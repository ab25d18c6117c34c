package dev.nostage.tenancy.micronaut;

import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Admission;
import dev.nostage.tenancy.InFlight;
import dev.nostage.tenancy.NoTenant;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteMatch;
import org.jspecify.annotations.Nullable;

/** Step 2: binds the tenant, and lets nothing pass without one but what says that it needs none. */
@ServerFilter(value = "/**", appendContextPath = false)
final class TenantFilter implements Ordered {

    /** Micronaut's own management endpoints work for the operator, never for a tenant. */
    private static final String MANAGEMENT = "io.micronaut.management.endpoint.annotation.Endpoint";

    private final Admission admission;
    private final PerRoute<Boolean> forNobody = new PerRoute<>(TenantFilter::worksForNobody);

    TenantFilter(Admission admission) {
        this.admission = admission;
    }

    @RequestFilter
    void bind(HttpRequest<?> request, MutablePropagatedContext propagated) {
        Exchange exchange = Exchange.of(request);
        RouteMatch<?> route = exchange == null ? null : exchange.route();
        if (route == null || !forNobody.of(route)) {
            BoundContext.change(propagated, context -> admit(request, exchange, context));
        }
    }

    private RequestContext admit(HttpRequest<?> request, @Nullable Exchange exchange, RequestContext context) {
        RequestContext admitted = admission.admit(new MicronautRequest(request), context);
        InFlight.Entry entry = admitted.get(InFlight.KEY);
        if (entry != null && exchange != null) {
            exchange.enter(entry);
        }
        return admitted;
    }

    private static boolean worksForNobody(RouteMatch<?> route) {
        return route.getAnnotationMetadata().hasStereotype(NoTenant.class)
                || route.getAnnotationMetadata().hasStereotype(MANAGEMENT);
    }

    @Override
    public int getOrder() {
        return FilterOrder.TENANT.position();
    }
}
