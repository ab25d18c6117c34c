package dev.nostage.shop.simulator;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.discovery.ServiceInstance;
import io.micronaut.discovery.ServiceInstanceList;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;

/** Points each downstream's client to the simulator, unless {@code micronaut.http.services.<name>.url} says where it is. */
@Factory
final class SimulatedServices {

    @Singleton
    @Named("payments")
    @Requires(missingProperty = "micronaut.http.services.payments.url")
    ServiceInstanceList payments(Simulator simulator) {
        return new Simulated("payments", simulator);
    }

    @Singleton
    @Named("inventory")
    @Requires(missingProperty = "micronaut.http.services.inventory.url")
    ServiceInstanceList inventory(Simulator simulator) {
        return new Simulated("inventory", simulator);
    }

    @Singleton
    @Named("recommendations")
    @Requires(missingProperty = "micronaut.http.services.recommendations.url")
    ServiceInstanceList recommendations(Simulator simulator) {
        return new Simulated("recommendations", simulator);
    }

    private record Simulated(String id, Simulator simulator) implements ServiceInstanceList {

        @Override
        public String getID() {
            return id;
        }

        @Override
        public List<ServiceInstance> getInstances() {
            return List.of(ServiceInstance.of(id, simulator.uri()));
        }
    }
}
