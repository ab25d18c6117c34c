package dev.nostage.tenancy.micronaut;

import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import org.jspecify.annotations.Nullable;

/** The route of the request that a filter is looking at, without the conversion for which the framework's own look pays. */
public final class FoundRoute {

    private FoundRoute() {}

    /** Null where nothing answers. */
    public static @Nullable RouteMatch<?> of(HttpRequest<?> request) {
        Exchange exchange = Exchange.of(request);
        return exchange == null ? RouteAttributes.getRouteMatch(request).orElse(null) : exchange.route();
    }
}
