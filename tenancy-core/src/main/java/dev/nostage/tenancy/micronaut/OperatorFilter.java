package dev.nostage.tenancy.micronaut;

import dev.nostage.tenancy.OperatorToken;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Lets operators into {@code /nostage}, and nobody else. */
@OperatorEnabled
@ServerFilter("/nostage/**")
final class OperatorFilter implements Ordered {

    private final OperatorToken token;

    OperatorFilter(OperatorToken token) {
        this.token = token;
    }

    @RequestFilter
    void demandToken(HttpRequest<?> request) {
        token.demand(request.getHeaders().get(HttpHeaders.AUTHORIZATION, String.class, ""));
    }

    @Override
    public int getOrder() {
        return FilterOrder.OPERATOR.position();
    }
}
