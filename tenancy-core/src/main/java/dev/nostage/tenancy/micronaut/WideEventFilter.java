package dev.nostage.tenancy.micronaut;

import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEvents;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import org.jspecify.annotations.Nullable;

/** Step 1: opens a request's wide event, and follows it to its answer. {@link EndOfRequest} closes it, step 7. */
@ServerFilter(value = "/**", appendContextPath = false)
final class WideEventFilter implements Ordered {

    private final WideEvents events;
    private final @Nullable Connections connections;

    WideEventFilter(WideEvents events, @Nullable Connections connections) {
        this.events = events;
        this.connections = connections;
    }

    @RequestFilter
    void open(HttpRequest<?> request, MutablePropagatedContext propagated) {
        Exchange exchange = Exchange.of(request).orElseGet(() -> Exchange.begin(request, events, connections));
        WideEvent event = exchange.event().note("method", request.getMethodName());
        BasicHttpAttributes.getUriTemplate(request).ifPresent(template -> event.note("route", template));
        BoundContext.change(propagated, context -> context.with(WideEvent.KEY, event));
    }

    @ResponseFilter
    void answer(HttpRequest<?> request, MutableHttpResponse<?> response) {
        Exchange.of(request).ifPresent(exchange -> exchange.answer(response));
    }

    @Override
    public int getOrder() {
        return FilterOrder.WIDE_EVENT.position();
    }
}
