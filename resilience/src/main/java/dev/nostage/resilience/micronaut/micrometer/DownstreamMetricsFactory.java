package dev.nostage.resilience.micronaut.micrometer;

import dev.nostage.resilience.Downstreams;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.configuration.metrics.annotation.RequiresMetrics;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;

/** Meters, where Micronaut's Micrometer is there. */
@Factory
@RequiresMetrics
@Requires(classes = {MeterRegistry.class, RequiresMetrics.class})
final class DownstreamMetricsFactory {

    /** From the start on, so that a downstream is seen before it is first called. */
    @Context
    DownstreamMeters meters(MeterRegistry registry, Downstreams downstreams) {
        DownstreamMeters meters = new DownstreamMeters(registry);
        downstreams.onNew(meters::show);
        return meters;
    }
}
