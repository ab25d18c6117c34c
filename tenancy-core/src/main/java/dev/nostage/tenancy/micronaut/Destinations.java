package dev.nostage.tenancy.micronaut;

import dev.nostage.passport.Propagation;
import io.micronaut.context.BeanLocator;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.naming.NameUtils;
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
        String host = Place.hostOf(uri);
        return new Destination(service == null ? host : service, propagation.decide(service, host));
    }

    /**
     * Whether it is a service's own client that makes a call, wherever it goes.
     *
     * @param service its id, as anybody may spell it
     */
    public static boolean isCalled(String service, HttpRequest<?> request) {
        return BasicHttpAttributes.getServiceId(request)
                .filter(called -> id(called).equals(id(service)))
                .isPresent();
    }

    /**
     * How precisely a call's address is that of a service, by whatever client it is made.
     *
     * @param service its id, or its address
     * @param path that which a client calls it below, in place of its own; null if its own
     * @param request with an absolute address, as the client's last filters see it
     * @param surely whether every server must read the address so, and not only some
     * @return the segments of the path that all of the service's own begin with; -1 if the call goes elsewhere
     */
    public int depth(String service, @Nullable String path, HttpRequest<?> request, boolean surely) {
        Stream<Address> addresses =
                service.contains("://") ? Stream.of(Address.of(URI.create(service))) : addressesOf(service);
        return depth(path == null ? addresses : addresses.map(each -> each.below(path)), request, surely);
    }

    /** The same, of whichever service that {@code micronaut.http.services} lists the call's address is surely most precisely that of. */
    public int depth(HttpRequest<?> request) {
        return depth(known().configured().stream().flatMap(Destinations::addressesOf), request, true);
    }

    private static int depth(Stream<Address> addresses, HttpRequest<?> request, boolean surely) {
        return addresses
                .mapToInt(each -> each.depth(request.getUri(), surely))
                .max()
                .orElse(-1);
    }

    /**
     * Whether a call asks how a service is, as {@code micronaut.http.services.<id>.health-check} has it asked: for nobody, at the
     * very address that is configured.
     *
     * @param request with an absolute address, as the client's last filters see it
     */
    public boolean isHealthCheck(HttpRequest<?> request) {
        return request.getMethodName().equals(HttpMethod.GET.name())
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
                        .filter(list -> id(list.getID()).equals(id(service)))
                        .flatMap(list -> list.getInstances().stream()
                                .map(each -> Address.of(each.getURI(), list.getContextPath()))),
                now.configured().stream()
                        .filter(each -> id(each.getServiceId()).equals(id(service)))
                        .flatMap(Destinations::addressesOf));
    }

    private static Stream<Address> addressesOf(ServiceHttpClientConfiguration service) {
        return service.getUrls().stream().map(url -> Address.of(url, service.getPath()));
    }

    /** One spelling for all that Micronaut takes for the same. */
    private static String id(String service) {
        return NameUtils.hyphenate(service);
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
