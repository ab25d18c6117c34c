package dev.nostage.tenancy.micronaut.micrometer;

import dev.nostage.event.WideEvents;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;

/** Has each request timed at its end. */
@Singleton
@Requires(beans = RequestTimers.class)
final class RequestsInMetrics implements BeanCreatedEventListener<WideEvents> {

    private final BeanProvider<RequestTimers> timers;

    RequestsInMetrics(BeanProvider<RequestTimers> timers) {
        this.timers = timers;
    }

    @Override
    public WideEvents onCreated(BeanCreatedEvent<WideEvents> event) {
        return event.getBean().and(timers.get());
    }
}
