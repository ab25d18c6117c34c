package dev.nostage.tenancy.micronaut;

import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.OperatorRefusedException;
import dev.nostage.tenancy.OperatorToken;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Lets operators into {@code /nostage}, and nobody else. */
@OperatorEnabled
@ServerFilter("/nostage/**")
final class OperatorFilter implements Ordered {

    /** Whoever did not show the token: nothing is known of them that could be written down. */
    private static final String STRANGER = "stranger";

    private final OperatorToken token;
    private final AuditLog audit;

    OperatorFilter(OperatorToken token, AuditLog audit) {
        this.token = token;
        this.audit = audit;
    }

    @RequestFilter
    void demandToken(HttpRequest<?> request, MutablePropagatedContext propagated) {
        try {
            token.demand(request.getHeaders().get(HttpHeaders.AUTHORIZATION, String.class, ""));
        } catch (OperatorRefusedException e) {
            audit.call(STRANGER, "enter", action -> {
                throw e;
            });
        }
        BoundContext.change(propagated, context -> context.with(AuditLog.WHO, token.fingerprint()));
    }

    @Override
    public int getOrder() {
        return FilterOrder.OPERATOR.position();
    }
}
