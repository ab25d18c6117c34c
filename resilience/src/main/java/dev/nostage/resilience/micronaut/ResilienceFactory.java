package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.FailurePolicy;
import dev.nostage.tenancy.micronaut.ModuleKeys;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Secondary;
import io.micronaut.core.convert.ConversionService;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;

/** The guards as beans. Their time is the machine's, which no request can shift. */
@Factory
final class ResilienceFactory {

    @Singleton
    ModuleKeys keys() {
        return new ModuleKeys(List.of(
                "nostage.downstreams.*.breaker.failure-rate",
                "nostage.downstreams.*.breaker.open-time",
                "nostage.downstreams.*.breaker.window",
                "nostage.downstreams.*.effect"));
    }

    /** Made at the start, so that a declaration that cannot be read stops it. */
    @Context
    Downstreams downstreams(
            List<DownstreamConfiguration> declared, FailurePolicy failures, ConversionService conversions) {
        return new Downstreams(
                declared.stream()
                        .collect(Collectors.toMap(
                                DownstreamConfiguration::name, downstream -> downstream.options(conversions))),
                failures,
                System::nanoTime);
    }

    @Singleton
    @Secondary
    @Requires(missing = HttpFailurePolicy.class)
    FailurePolicy failurePolicy() {
        return FailurePolicy.standard();
    }
}
