package dev.nostage.tenancy.micronaut;

import dev.nostage.passport.Propagation;
import io.micronaut.context.BeanLocator;
import io.micronaut.context.annotation.Requires;
import io.micronaut.discovery.ServiceInstanceList;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.client.ServiceHttpClientConfiguration;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Collection;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a client's call goes, and so what may go along: the one place that knows, for every filter that sends something. */
@Singleton
@Requires(classes = {ServiceInstanceList.class, ServiceHttpClientConfiguration.class})
public final class Destinations {

    private final Propagation propagation;
    private final BeanLocator beans;
    private volatile @Nullable Known known;

    Destinations(Propagation propagation, BeanLocator beans) {
        this.propagation = propagation;
        this.beans = beans;
    }

    /**
     * Where a call goes.
     *
     * @param name the service's id, or else the host
     * @param decision what becomes of what would go along
     */
    public record Destination(String name, Propagation.Decision decision) {

        /** Whether what is this deployment's own business may go along. */
        public boolean isOurs() {
            return decision != Propagation.Decision.FORBIDDEN;
        }
    }

    /** @param request with an absolute address, as the client's last filters see it */
    public Destination of(HttpRequest<?> request) {
        URI uri = request.getUri();
        String service = BasicHttpAttributes.getServiceId(request)
                .filter(id -> isInstance(id, uri))
                .orElse(null);
        return new Destination(
                service == null ? String.valueOf(uri.getHost()) : service, propagation.decide(service, uri.getHost()));
    }

    /**
     * Whether a call goes to a service, by whatever client.
     *
     * @param service its id, or its address
     * @param request with an absolute address, as the client's last filters see it
     */
    public boolean isTo(String service, HttpRequest<?> request) {
        URI uri = request.getUri();
        String called = BasicHttpAttributes.getServiceId(request).orElse(null);
        if (service.equals(called)) {
            return true;
        }
        if (called != null && addressesOf(called).anyMatch(address -> address.covers(uri))) {
            return false; // of another service, which may be behind the same gateway
        }
        return (service.contains("://") ? Stream.of(new Address(URI.create(service))) : addressesOf(service))
                .anyMatch(address -> address.covers(uri));
    }

    /**
     * Whether a call asks how a service is, as {@code micronaut.http.services.<id>.health-check} has it asked: for nobody, at the
     * very address that is configured.
     *
     * @param request with an absolute address, as the client's last filters see it
     */
    public boolean isHealthCheck(HttpRequest<?> request) {
        return request.getMethod() == HttpMethod.GET
                && known().configured().stream()
                        .filter(ServiceHttpClientConfiguration::isHealthCheck)
                        .anyMatch(service -> service.getUrls().stream()
                                .map(url -> url.resolve(service.getHealthCheckUri()))
                                .anyMatch(request.getUri()::equals));
    }

    /**
     * Whether a service's client really calls that service: it also follows redirects, and takes absolute addresses. The
     * instances are those that the configuration lists; what a registry discovers is judged by its host.
     */
    private boolean isInstance(String service, URI uri) {
        return addressesOf(service).anyMatch(address -> address.hasHostOf(uri));
    }

    /** The configuration's too: a list forgets an instance while its health check fails. */
    private Stream<Address> addressesOf(String service) {
        Known now = known();
        return Stream.concat(
                now.lists().stream()
                        .filter(list -> list.getID().equals(service))
                        .flatMap(list -> list.getInstances().stream()
                                .map(each -> Address.of(each.getURI(), list.getContextPath()))),
                now.configured().stream()
                        .filter(each -> each.getServiceId().equals(service))
                        .flatMap(each -> each.getUrls().stream().map(url -> Address.of(url, each.getPath()))));
    }

    private record Known(
            Collection<ServiceInstanceList> lists, Collection<ServiceHttpClientConfiguration> configured) {}

    /** Looked up with the first call, when all of the configuration's are there: to look them up costs more than a call. */
    private Known known() {
        Known found = known;
        if (found == null) {
            found = new Known(
                    beans.getBeansOfType(ServiceInstanceList.class),
                    beans.getBeansOfType(ServiceHttpClientConfiguration.class));
            known = found;
        }
        return found;
    }
}
