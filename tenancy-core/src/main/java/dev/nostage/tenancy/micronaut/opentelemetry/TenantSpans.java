package dev.nostage.tenancy.micronaut.opentelemetry;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Marks each span with whoever is worked for where it starts. Whatever is not live is synthetic to whoever reads the traces:
 * {@code user_agent.synthetic.type} is {@code test}, as OpenTelemetry's conventions call it.
 */
public final class TenantSpans implements SpanProcessor {

    public static final AttributeKey<String> ID = AttributeKey.stringKey("tenant.id");
    public static final AttributeKey<String> KIND = AttributeKey.stringKey("tenant.kind");

    /** <a href="https://opentelemetry.io/docs/specs/semconv/registry/attributes/user-agent/">Of the registry.</a> */
    public static final AttributeKey<String> SYNTHETIC = AttributeKey.stringKey("user_agent.synthetic.type");

    private static final String TEST = "test";

    /** Marks a span that started before it was known for whom. */
    static void mark(Span span, Tenant tenant) {
        span.setAttribute(ID, tenant.id().value());
        span.setAttribute(KIND, tenant.kind().name());
        if (!tenant.isLive()) {
            span.setAttribute(SYNTHETIC, TEST);
        }
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        Tenants.current().ifPresent(tenant -> mark(span, tenant));
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
