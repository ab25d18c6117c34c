package dev.nostage.tenancy.micronaut.opentelemetry;

import dev.nostage.event.WideEvent;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

/** Notes the request's trace in its wide event, also if the request is refused after that. */
@ServerFilter(value = "/**", appendContextPath = false)
@Requires(classes = Span.class)
final class TraceIdFilter implements Ordered {

    @RequestFilter
    void note() {
        SpanContext trace = Span.current().getSpanContext();
        if (trace.isValid()) {
            WideEvent.current().note("trace_id", trace.getTraceId());
        }
    }

    @Override
    public int getOrder() {
        return ServerFilterPhase.TRACING.after();
    }
}
