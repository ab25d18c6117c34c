package dev.nostage.timemachine.micronaut;

import dev.nostage.timemachine.LiveFrom;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteInfo;
import io.micronaut.web.router.RouteMatch;
import jakarta.inject.Singleton;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** What time means to a route. Each is looked at once: every request asks more than once, and annotations are slow to tell. */
@Singleton
final class RouteTimes {

    /** More routes than anybody has: were they made as requests come, they would pile up. */
    private static final int MOST_KNOWN = 10_000;

    private final LiveParts parts;
    /** By the route itself: two that answer one path are equal. Copied as one is added, so that nobody waits to read it. */
    private volatile IdentityHashMap<RouteInfo<?>, RouteTime> known = new IdentityHashMap<>();

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
        if (route == null) {
            return RouteTime.USUAL;
        }
        RouteTime time = known.get(route.getRouteInfo());
        return time != null ? time : remember(route.getRouteInfo(), lookAt(route));
    }

    private synchronized RouteTime remember(RouteInfo<?> route, RouteTime time) {
        if (known.size() < MOST_KNOWN) {
            IdentityHashMap<RouteInfo<?>, RouteTime> more = new IdentityHashMap<>(known);
            more.put(route, time);
            known = more;
        }
        return time;
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
