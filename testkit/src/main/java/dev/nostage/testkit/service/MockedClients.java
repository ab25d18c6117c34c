package dev.nostage.testkit.service;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.discovery.ServiceInstance;
import io.micronaut.http.client.LoadBalancer;
import io.micronaut.http.client.LoadBalancerResolver;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Leads every HTTP client of a declared downstream to its mock, whatever it calls it by. */
@Singleton
@Requires(property = Surroundings.KEY)
@Requires(classes = LoadBalancerResolver.class)
final class MockedClients implements BeanCreatedEventListener<LoadBalancerResolver> {

    private final BeanProvider<DeclaredDownstreams> declared;
    private final BeanProvider<Downstreams> downstreams;

    MockedClients(BeanProvider<DeclaredDownstreams> declared, BeanProvider<Downstreams> downstreams) {
        this.declared = declared;
        this.downstreams = downstreams;
    }

    @Override
    public LoadBalancerResolver onCreated(BeanCreatedEvent<LoadBalancerResolver> event) {
        LoadBalancerResolver real = event.getBean();
        return references -> mocked(real, references);
    }

    private Optional<? extends LoadBalancer> mocked(LoadBalancerResolver real, String... references) {
        Optional<String> downstream =
                references.length == 0 ? Optional.empty() : declared.get().calledBy(references[0]);
        Optional<? extends LoadBalancer> there = real.resolve(references);
        return downstream.isEmpty()
                ? there
                : Optional.of(new ToMock(downstreams.get().play(downstream.get()), there.orElse(null)));
    }

    /** @param real which is not called; but its path is part of what the application asks */
    private record ToMock(MockDownstream mock, @Nullable LoadBalancer real) implements LoadBalancer {

        @Override
        public Publisher<ServiceInstance> select(@Nullable Object discriminator) {
            return LoadBalancer.fixed(URI.create(mock.url())).select(discriminator);
        }

        @Override
        public Optional<String> getContextPath() {
            return Optional.ofNullable(real).flatMap(LoadBalancer::getContextPath);
        }
    }
}
