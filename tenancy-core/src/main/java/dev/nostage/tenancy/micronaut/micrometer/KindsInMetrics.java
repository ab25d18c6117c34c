package dev.nostage.tenancy.micronaut.micrometer;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;

/**
 * Puts a {@link KindRegistry} before the registry of the application. What was bound to that one when it was made (the JVM,
 * the log, the machine) stays as it is: it is the process's, and nobody's request.
 */
@Singleton
@Requires(classes = CompositeMeterRegistry.class)
final class KindsInMetrics implements BeanCreatedEventListener<CompositeMeterRegistry> {

    @Override
    public CompositeMeterRegistry onCreated(BeanCreatedEvent<CompositeMeterRegistry> event) {
        return new KindRegistry(event.getBean());
    }
}
