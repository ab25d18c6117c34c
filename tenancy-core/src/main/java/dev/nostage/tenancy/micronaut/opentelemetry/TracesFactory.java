package dev.nostage.tenancy.micronaut.opentelemetry;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.tracing.opentelemetry.OpenTelemetryBuilderCustomizer;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;

/** Traces, where Micronaut's OpenTelemetry is there. */
@Factory
@Requires(classes = {OpenTelemetryBuilderCustomizer.class, SpanProcessor.class})
final class TracesFactory {

    /** Beside a {@code SpanProcessor} bean of the application, of which Micronaut takes one alone. */
    @Singleton
    OpenTelemetryBuilderCustomizer tenantSpans() {
        return sdk -> sdk.addTracerProviderCustomizer(
                (tracers, configuration) -> tracers.addSpanProcessor(new TenantSpans()));
    }
}
