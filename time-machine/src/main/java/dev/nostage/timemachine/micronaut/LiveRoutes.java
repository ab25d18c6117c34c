package dev.nostage.timemachine.micronaut;

import io.micronaut.http.HttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.exceptions.NotFoundException;
import io.micronaut.web.router.RouteInfo;
import io.micronaut.web.router.RouteMatch;
import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * Refuses a route that is not live at the time for which the request works, before anything of the request is read for it.
 * {@link LaunchedRouter} has hidden most of them already: here come those with a status of their own, and whatever was not
 * foreseen.
 */
@Singleton
final class LiveRoutes {

    void refuseHidden(HttpRequest<?> request, LivePart part, Instant now) {
        if (part.isHiddenAt(now)) {
            leave(request);
            throw part.isAsIfNeverWritten() ? new NotFoundException() : part.refusal();
        }
    }

    /** What is not live has no error handlers of its own: its controller answers for it no more than it answers itself. */
    @SuppressWarnings({"deprecation", "removal"}) // there is no other way to take them away
    private static void leave(HttpRequest<?> request) {
        request.removeAttribute(HttpAttributes.ROUTE_MATCH, RouteMatch.class);
        request.removeAttribute(HttpAttributes.ROUTE_INFO, RouteInfo.class);
    }
}
