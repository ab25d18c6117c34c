package dev.nostage.timemachine.micronaut;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.uri.UriMatchTemplate;
import io.micronaut.web.router.RouteMatch;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteMatch;
import io.micronaut.web.router.exceptions.DuplicateRouteException;
import io.micronaut.web.router.filter.FilteredRouter;
import io.micronaut.web.router.filter.RouteMatchFilter;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Knows no route that is hidden from whoever asks. So whatever looks for routes, before the first filter and after the last,
 * finds what it would find if that one had never been written: security, preflights, the list of methods of a 405.
 */
final class LaunchedRouter extends FilteredRouter {

    private static final String HIDDEN = LaunchedRouter.class.getName();

    private final Router router;
    private final Shown shown;

    /** @param hidden whether a route is hidden from a request */
    LaunchedRouter(Router router, Predicate<Asked> hidden) {
        this(router, new Shown(hidden));
    }

    private LaunchedRouter(Router router, Shown shown) {
        super(router, shown);
        this.router = router;
        this.shown = shown;
    }

    /** A route that answers a request. */
    record Asked(HttpRequest<?> request, RouteMatch<?> route) {}

    @Override
    public <T, R> @Nullable UriRouteMatch<T, R> findClosest(HttpRequest<?> request) {
        try {
            UriRouteMatch<T, R> closest = router.findClosest(request);
            if (closest == null || shown.<T, R>filter(request).test(closest)) {
                return closest;
            }
            UriRouteMatch<T, R> next = next(request);
            if (next == null) {
                request.setAttribute(HIDDEN, closest);
            }
            return next;
        } catch (DuplicateRouteException several) { // of which the hidden ones do not count, nor are named
            return next(request);
        }
    }

    /** What alone would have answered a request, and is hidden from it; null if nothing would, or another does. */
    static @Nullable RouteMatch<?> hiddenFrom(HttpRequest<?> request) {
        return request.getAttributes().getValue(HIDDEN) instanceof RouteMatch<?> route ? route : null;
    }

    /**
     * What is closest of the rest, by the router's own rules: they come sorted by their templates, and it tells only the first.
     *
     * @throws DuplicateRouteException as it would be, were the hidden ones not there
     */
    private <T, R> @Nullable UriRouteMatch<T, R> next(HttpRequest<?> request) {
        List<UriRouteMatch<T, R>> left = super.<T, R>find(request).toList();
        Collection<MediaType> accepted = request.accept();
        if (!accepted.isEmpty()) {
            MediaType first = accepted.iterator().next();
            left = preferred(left, route -> route.getRouteInfo().explicitlyProduces(first));
        }
        if (HttpMethod.permitsRequestBody(request.getMethod())) {
            MediaType sent = request.getContentType().orElse(MediaType.ALL_TYPE);
            left = preferred(left, route -> route.getRouteInfo().explicitlyConsumes(sent));
        }
        return left.isEmpty() ? null : alone(request, left);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the exception wants routes of whatever they answer
    private static <T, R> UriRouteMatch<T, R> alone(HttpRequest<?> request, List<UriRouteMatch<T, R>> sorted) {
        UriMatchTemplate first = template(sorted.get(0));
        List<UriRouteMatch<T, R>> closest = sorted.stream()
                .takeWhile(route -> first.compareTo(template(route)) == 0)
                .toList();
        if (closest.size() > 1) {
            throw new DuplicateRouteException(request.getPath(), (List) closest);
        }
        return closest.get(0);
    }

    private static UriMatchTemplate template(UriRouteMatch<?, ?> route) {
        return route.getRouteInfo().getUriMatchTemplate();
    }

    private static <M> List<M> preferred(List<M> routes, Predicate<M> by) {
        List<M> some = routes.stream().filter(by).toList();
        return some.isEmpty() ? routes : some;
    }

    @Override
    public <T, R> Stream<UriRouteMatch<T, R>> find(HttpRequest<?> request, CharSequence uri) {
        return router.<T, R>find(request, uri).filter(shown.filter(request));
    }

    private record Shown(Predicate<Asked> hidden) implements RouteMatchFilter {

        @Override
        public <T, R> Predicate<UriRouteMatch<T, R>> filter(HttpRequest<?> request) {
            return route -> !hidden.test(new Asked(request, route));
        }
    }
}
