package dev.nostage.tenancy.micronaut;

import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.Operators;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
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

    @Override
    public int getOrder() {
        return FilterOrder.OPERATOR.position();
    }
}
