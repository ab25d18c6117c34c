package dev.nostage.timemachine.micronaut;

import dev.nostage.tenancy.micronaut.PerRoute;
import dev.nostage.timemachine.LiveFrom;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteMatch;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** What time means to a route. */
@Singleton
final class RouteTimes {

    private final LiveParts parts;
    private final PerRoute<RouteTime> known = new PerRoute<>(this::lookAt);

    RouteTimes(LiveParts parts) {
        this.parts = parts;
    }

    /**
     * One route's.
     *
     * @param part what the route calls, if that is live from a date; null if it always is
     * @param anyTime whether it may be asked of any time, by whoever may ask it
     * @param socket whether it is a WebSocket's, which does not travel
     */
    record RouteTime(@Nullable LivePart part, boolean anyTime, boolean socket) {

        private static final RouteTime USUAL = new RouteTime(null, false, false);
    }

    RouteTime of(@Nullable RouteMatch<?> route) {
        return route == null ? RouteTime.USUAL : known.of(route);
    }

    private RouteTime lookAt(RouteMatch<?> route) {
        LivePart part = route instanceof MethodBasedRouteMatch<?, ?> method
                        && method.getAnnotationMetadata().hasStereotype(LiveFrom.class)
                ? parts.of(method.getExecutableMethod())
                : null;
        boolean anyTime = route.getAnnotationMetadata().hasStereotype(AnyTime.class);
        return new RouteTime(part, anyTime, Sockets.isOne(route));
    }
}
