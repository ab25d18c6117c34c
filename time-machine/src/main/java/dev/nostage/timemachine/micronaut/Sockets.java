package dev.nostage.timemachine.micronaut;

import io.micronaut.web.router.RouteMatch;
import java.util.List;

/** The routes of WebSockets, by the names of what may not be on the class path. */
final class Sockets {

    private static final List<String> HANDLERS =
            List.of("io.micronaut.websocket.annotation.OnMessage", "io.micronaut.websocket.annotation.OnOpen");

    private Sockets() {}

    static boolean isOne(RouteMatch<?> route) {
        return HANDLERS.stream().anyMatch(route.getAnnotationMetadata()::hasAnnotation);
    }
}
