package dev.nostage.testkit.service;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** The mocks as a bean, so that they are injected as any other. */
@Factory
@Requires(property = Surroundings.KEY)
final class DownstreamsFactory {

    @Singleton
    Downstreams downstreams(@Property(name = Surroundings.KEY) String test) {
        return Surroundings.of(test).downstreams();
    }
}
