package dev.nostage.tenancy.micronaut;

import io.micronaut.web.router.RouteInfo;
import io.micronaut.web.router.RouteMatch;
import java.util.IdentityHashMap;
import java.util.function.Function;

/** What is asked of each route once: requests ask again and again, and annotations are slow to tell. Safe for threads. */
public final class PerRoute<V> {

    /** More routes than anybody has: were they made as requests come, they would pile up. */
    private static final int MOST_KNOWN = 10_000;

    private final Function<RouteMatch<?>, V> look;

    /** By the route itself: two that answer one path are equal. Copied as one is added, so that nobody waits to read it. */
    private volatile IdentityHashMap<RouteInfo<?>, V> known = new IdentityHashMap<>();

    /** @param look what to ask a route; two threads may ask at once, and one answer stays */
    public PerRoute(Function<RouteMatch<?>, V> look) {
        this.look = look;
    }

    public V of(RouteMatch<?> route) {
        V answer = known.get(route.getRouteInfo());
        return answer != null ? answer : remember(route.getRouteInfo(), look.apply(route));
    }

    private synchronized V remember(RouteInfo<?> route, V answer) {
        if (known.size() < MOST_KNOWN) {
            IdentityHashMap<RouteInfo<?>, V> more = new IdentityHashMap<>(known);
            more.put(route, answer);
            known = more;
        }
        return answer;
    }
}
