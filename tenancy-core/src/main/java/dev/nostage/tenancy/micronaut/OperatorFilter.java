package dev.nostage.tenancy.micronaut;

import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.Operators;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Lets operators into {@code /nostage}, and nobody else. */
@OperatorEnabled
@ServerFilter("/nostage/**")
final class OperatorFilter implements Ordered {

    private final Operators operators;

    OperatorFilter(Operators operators) {
        this.operators = operators;
    }

    @RequestFilter
    void demandOperator(HttpRequest<?> request, MutablePropagatedContext propagated) {
        String who = operators.demand(new MicronautRequest(request));
        BoundContext.change(propagated, context -> context.with(AuditLog.WHO, who));
    }

    /** What an operator sees, passports among it, is kept nowhere. */
    @ResponseFilter
    void keepNowhere(MutableHttpResponse<?> response) {
        response.getHeaders().set(HttpHeaders.CACHE_CONTROL, "private, no-store");
    }

    @Override
    public int getOrder() {
        return FilterOrder.OPERATOR.position();
    }
}
