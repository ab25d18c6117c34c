package dev.nostage.tenancy.micronaut.micrometer;

import dev.nostage.tenancy.micronaut.Configured;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.configuration.metrics.annotation.RequiresMetrics;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.convert.ConversionService;

/** Metrics, where Micronaut's Micrometer is there. */
@Factory
@RequiresMetrics
@Requires(classes = {MeterRegistry.class, RequiresMetrics.class})
final class MetricsFactory {

    /**
     * Made at the start, so that a number that cannot be read stops it. Of its own type alone: a {@code WideEventSink} bean
     * would take the place of the log.
     */
    @Context
    @Bean(typed = RequestTimers.class)
    RequestTimers requestTimers(
            MeterRegistry registry, MetricsConfiguration configuration, ConversionService conversion) {
        int tenants = new Configured(MetricsConfiguration.PREFIX, conversion).count("tenants", configuration.tenants());
        return new RequestTimers(registry, tenants);
    }
}
