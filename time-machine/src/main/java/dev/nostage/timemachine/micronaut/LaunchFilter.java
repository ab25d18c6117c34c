package dev.nostage.timemachine.micronaut;

import dev.nostage.tenancy.micronaut.BoundContext;
import dev.nostage.tenancy.micronaut.FilterOrder;
import dev.nostage.timemachine.LiveFrom;
import io.micronaut.context.BeanProvider;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.exceptions.NotFoundException;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteInfo;
import io.micronaut.web.router.RouteMatch;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteMatch;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers a route that is not live as one that is not there, before anything of the request is read for it. */
@ServerFilter(value = "/**", appendContextPath = false)
final class LaunchFilter implements Ordered {

    private final LiveParts parts;
    private final Clock clock;
    private final BeanProvider<Router> router;

    LaunchFilter(LiveParts parts, Clock clock, BeanProvider<Router> router) {
        this.parts = parts;
        this.clock = clock;
        this.router = router;
    }

    @RequestFilter
    void hide(HttpRequest<?> request, MutablePropagatedContext propagated) {
        RouteMatch<?> route = RouteAttributes.getRouteMatch(request).orElse(null);
        LivePart part = route == null ? null : part(route);
        if (route != null && part == null) {
            return;
        }
        Instant now = BoundContext.of(propagated).call(clock::instant);
        if (part == null) {
            hidePath(request, now);
        } else if (part.isHiddenAt(now)) {
            throw refusal(part, request);
        }
    }

    /** A path of which nothing is live must not say with which other methods or types it could be asked. */
    private void hidePath(HttpRequest<?> request, Instant now) {
        List<UriRouteMatch<Object, Object>> others = router.get().findAny(request);
        if (!others.isEmpty()
                && others.stream().map(this::part).allMatch(part -> part != null && part.isHiddenAt(now))) {
            throw new NotFoundException();
        }
    }

    @SuppressWarnings({"deprecation", "removal"}) // there is no other way to take them away
    private RuntimeException refusal(LivePart part, HttpRequest<?> request) {
        if (part.status() != HttpStatus.NOT_FOUND.getCode()) {
            return part.refusal();
        }
        // A route that is not there has no error handlers of its own.
        request.removeAttribute(HttpAttributes.ROUTE_MATCH, RouteMatch.class);
        request.removeAttribute(HttpAttributes.ROUTE_INFO, RouteInfo.class);
        return new NotFoundException();
    }

    private @Nullable LivePart part(RouteMatch<?> route) {
        return route instanceof MethodBasedRouteMatch<?, ?> method
                        && method.getAnnotationMetadata().hasStereotype(LiveFrom.class)
                ? parts.of(method.getExecutableMethod())
                : null;
    }

    @Override
    public int getOrder() {
        return FilterOrder.LAUNCH.position();
    }
}
