package dev.nostage.tenancy.micronaut.security;

import dev.nostage.tenancy.OperatorRefusedException;
import dev.nostage.tenancy.Operators;
import dev.nostage.tenancy.micronaut.MicronautRequest;
import dev.nostage.tenancy.micronaut.OperatorEnabled;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecuredAnnotationRule;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.rules.SecurityRuleResult;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Lets an operator pass Micronaut Security, which knows no token of ours, and nobody else: it passes nobody on for {@code
 * OperatorFilter} to refuse. Of other routes it says nothing.
 */
@Singleton
@OperatorEnabled
@Requires(classes = Authentication.class)
@Requires(condition = OperatorEnabled.BySecurity.class)
final class OperatorRule implements SecurityRule<HttpRequest<?>> {

    private final Operators operators;

    OperatorRule(Operators operators) {
        this.operators = operators;
    }

    /** @throws OperatorRefusedException for an operator's route, if it is no operator's request */
    @Override
    public Publisher<SecurityRuleResult> check(
            @Nullable HttpRequest<?> request, @Nullable Authentication authentication) {
        if (request == null || !isOperators(request)) {
            return Publishers.just(SecurityRuleResult.UNKNOWN);
        }
        operators.demand(new MicronautRequest(request));
        return Publishers.just(SecurityRuleResult.ALLOWED);
    }

    private static boolean isOperators(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request)
                .map(route -> route.getAnnotationMetadata().hasStereotype(OperatorEnabled.class))
                .orElse(false);
    }

    /** After the rule that knows addresses, which may refuse anybody; before those that know roles. */
    @Override
    public int getOrder() {
        return SecuredAnnotationRule.ORDER - 50;
    }
}
