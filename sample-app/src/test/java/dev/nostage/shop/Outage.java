package dev.nostage.shop;

import dev.nostage.testkit.Fault;
import dev.nostage.testkit.FaultProxy;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.discovery.ServiceInstance;
import io.micronaut.discovery.ServiceInstanceList;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Puts a proxy between the shop and each of its downstreams, as the shop learns where they are. */
@Singleton
@Requires(property = "outage")
final class Outage implements BeanCreatedEventListener<ServiceInstanceList> {

    private final Map<String, FaultProxy> proxies = new ConcurrentHashMap<>();

    @Override
    public ServiceInstanceList onCreated(BeanCreatedEvent<ServiceInstanceList> event) {
        ServiceInstanceList real = event.getBean();
        URI server = real.getInstances().get(0).getURI();
        FaultProxy proxy =
                proxies.computeIfAbsent(real.getID(), id -> FaultProxy.before(server.getHost(), server.getPort()));
        return new Proxied(real.getID(), URI.create(proxy.url()));
    }

    /** Connections that are kept from better days end first, since some faults strike new ones only. */
    void begin(String downstream, Fault fault) {
        FaultProxy proxy = proxies.get(downstream);
        proxy.inject(Fault.reset());
        proxy.inject(fault);
    }

    void end() {
        proxies.values().forEach(FaultProxy::heal);
    }

    @PreDestroy
    void close() {
        proxies.values().forEach(FaultProxy::close);
    }

    private record Proxied(String id, URI uri) implements ServiceInstanceList {

        @Override
        public String getID() {
            return id;
        }

        @Override
        public List<ServiceInstance> getInstances() {
            return List.of(ServiceInstance.of(id, uri));
        }
    }
}
