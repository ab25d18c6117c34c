package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.FailurePolicy;
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
