package dev.nostage.tenancy.micronaut.opentelemetry;

import dev.nostage.tenancy.Tenants;
import dev.nostage.tenancy.micronaut.FilterOrder;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.opentelemetry.api.trace.Span;

/** Marks the span of the request itself, which started before anybody was let in. */
@ServerFilter(value = "/**", appendContextPath = false)
@Requires(classes = Span.class)
final class ServerSpanFilter implements Ordered {

    @RequestFilter
    void mark() {
        Tenants.current().ifPresent(tenant -> TenantSpans.mark(Span.current(), tenant));
    }

    @Override
    public int getOrder() {
        return FilterOrder.TENANT.position() + 1;
    }
}
