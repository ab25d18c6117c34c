package dev.nostage.tenancy.micronaut;

import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEvents;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.UriRouteMatch;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Step 1: opens a request's wide event, and follows it to its answer. {@link EndOfRequest} closes it, step 7. */
@ServerFilter(value = "/**", appendContextPath = false)
final class WideEventFilter implements Ordered {

    /** The routes of a WebSocket, by the names of what may not be on the class path. */
    private static final List<String> SOCKETS =
            List.of("io.micronaut.websocket.annotation.OnMessage", "io.micronaut.websocket.annotation.OnOpen");

    private final WideEvents events;
    private final @Nullable Connections connections;

    WideEventFilter(WideEvents events, @Nullable Connections connections) {
        this.events = events;
        this.connections = connections;
    }

    @RequestFilter
    void open(HttpRequest<?> request, MutablePropagatedContext propagated) {
        Exchange seen = Exchange.of(request);
        Exchange exchange = seen == null ? Exchange.begin(request, events, connections) : seen;
        WideEvent event = exchange.event().note("method", request.getMethodName());
        if (exchange.route() instanceof UriRouteMatch<?, ?> route) {
            event.note("route", route.getRouteInfo().getUriMatchTemplate().getTemplateString());
        }
        BoundContext.change(propagated, context -> context.with(WideEvent.KEY, event));
    }

    @ResponseFilter
    void answer(HttpRequest<?> request, MutableHttpResponse<?> response) {
        Exchange exchange = Exchange.of(request);
        if (exchange != null) {
            exchange.answer(response);
            if (asksForSocket(request)) {
                endHandshake(exchange, response);
            }
        }
    }

    private static boolean asksForSocket(HttpRequest<?> request) {
        String upgrade = request.getHeaders().get(HttpHeaders.UPGRADE);
        return upgrade != null && upgrade.toLowerCase(Locale.ROOT).contains("websocket");
    }

    /**
     * The server tells no end of a handshake, whether it let it through or not, and what comes after it is no request's. It
     * finds no routes for them but those of sockets; where it knows of no sockets, it finds the others and tells their end.
     */
    private static void endHandshake(Exchange exchange, MutableHttpResponse<?> response) {
        if (!(exchange.route() instanceof UriRouteMatch<?, ?> route)) {
            exchange.end();
        } else if (SOCKETS.stream().anyMatch(route.getAnnotationMetadata()::hasAnnotation)) {
            WideEvent event = exchange.event()
                    .note("route", route.getRouteInfo().getUriMatchTemplate().toPathString());
            if (response.code() == HttpStatus.OK.getCode()) {
                event.note("status", HttpStatus.SWITCHING_PROTOCOLS.getCode());
            }
            exchange.end();
        }
    }

    @Override
    public int getOrder() {
        return FilterOrder.WIDE_EVENT.position();
    }
}
