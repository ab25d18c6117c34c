package dev.nostage.tenancy.micronaut;

import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEvents;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;

/** Steps 1 and 7: opens a request's wide event and closes it. */
@ServerFilter(value = "/**", appendContextPath = false)
final class WideEventFilter implements Ordered {

    private static final String ATTRIBUTE = WideEvent.class.getName();

    private final WideEvents events;

    WideEventFilter(WideEvents events) {
        this.events = events;
    }

    @RequestFilter
    void open(HttpRequest<?> request, MutablePropagatedContext propagated) {
        WideEvent event = events.open();
        event.note("method", request.getMethodName());
        BasicHttpAttributes.getUriTemplate(request).ifPresent(template -> event.note("route", template));
        request.setAttribute(ATTRIBUTE, event);
        BoundContext.change(propagated, context -> context.with(WideEvent.KEY, event));
    }

    @ResponseFilter
    void close(HttpRequest<?> request, HttpResponse<?> response) {
        request.getAttribute(ATTRIBUTE, WideEvent.class).ifPresent(event -> {
            event.note("status", response.code());
            RouteAttributes.getException(response).ifPresent(event::failed);
            events.close(event);
        });
    }

    /** Whether a request came so far that it has an event. */
    static boolean saw(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE).isPresent();
    }

    @Override
    public int getOrder() {
        return FilterOrder.WIDE_EVENT.position();
    }
}
