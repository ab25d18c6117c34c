package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.DeadlineHeader;
import dev.nostage.resilience.Deadlines;
import dev.nostage.tenancy.micronaut.BoundContext;
import dev.nostage.tenancy.micronaut.FilterOrder;
import dev.nostage.tenancy.micronaut.MicronautRequest;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.List;

/** Binds the time that a request may take for its calls. */
@ServerFilter(value = "/**", appendContextPath = false)
final class DeadlineFilter implements Ordered {

    private final Deadlines deadlines;

    DeadlineFilter(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    @RequestFilter
    void bind(HttpRequest<?> request, MutablePropagatedContext propagated) {
        List<String> sent = new MicronautRequest(request).headers(DeadlineHeader.NAME);
        BoundContext.change(propagated, context -> deadlines.arrive(sent, context));
    }

    @Override
    public int getOrder() {
        return FilterOrder.DEADLINE.position();
    }
}
