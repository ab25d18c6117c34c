package dev.nostage.timemachine.micronaut;

import dev.nostage.timemachine.LiveFrom;
import dev.nostage.timemachine.micronaut.LaunchedRouter.Asked;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.util.SupplierUtil;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.web.router.MethodBasedRouteInfo;
import io.micronaut.web.router.Route;
import io.micronaut.web.router.RouteBuilder;
import io.micronaut.web.router.Router;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Puts {@link LaunchedRouter} in the place of the router. */
@Singleton
@Requires(classes = Router.class) // a listener is made at start, also where there is no server
final class LaunchedRoutes implements BeanCreatedEventListener<Router> {

    private final Supplier<RouteTimes> routes;
    private final Supplier<LiveHandlers> handlers;
    private final Supplier<Foresight> foresight;

    LaunchedRoutes(
            BeanProvider<RouteTimes> routes, BeanProvider<LiveHandlers> handlers, BeanProvider<Foresight> foresight) {
        this.routes =
                SupplierUtil.memoized(routes::get); // they need the router themselves, and each request needs them
        this.handlers = SupplierUtil.memoized(handlers::get);
        this.foresight = SupplierUtil.memoized(foresight::get);
    }

    @Override
    public Router onCreated(BeanCreatedEvent<Router> event) {
        event.getSource().getBeansOfType(RouteBuilder.class).forEach(this::hideHandlers);
        return new LaunchedRouter(event.getBean(), this::isHidden);
    }

    boolean isHidden(Asked asked) {
        LivePart part = routes.get().of(asked.route()).part();
        return part != null
                && part.isAsIfNeverWritten()
                && part.predecessor() == null // what has one is never hidden, and nobody need look ahead
                && part.isHiddenAt(foresight.get().moment(asked.request(), asked.route()));
    }

    /** Error handlers that are hidden answer for nobody; who would have answered had they never been written, does. */
    private void hideHandlers(RouteBuilder written) {
        written.getErrorRoutes().forEach(route -> hide(route, route.toRouteInfo()));
        written.getStatusRoutes().forEach(route -> hide(route, route.toRouteInfo()));
    }

    private void hide(Route route, MethodBasedRouteInfo<?, ?> handler) {
        ExecutableMethod<?, ?> method = handler.getTargetMethod().getExecutableMethod();
        if (method.hasStereotype(LiveFrom.class)) {
            // The router looks at the conditions of a route that it has made already.
            route.where(request -> handlers.get().isLive(method, request));
        }
    }
}
