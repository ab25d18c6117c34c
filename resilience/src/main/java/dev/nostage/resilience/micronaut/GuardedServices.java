package dev.nostage.resilience.micronaut;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.context.RequestContext;
import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.Screening;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP services behind the guards: those that guarded clients call, and those of the downstreams' own names. Who may not
 * get through to one may not go round either.
 */
@Singleton
final class GuardedServices {

    /** By its name, for there may be no HTTP here. */
    private static final String CLIENT = "io.micronaut.http.client.annotation.Client";

    /** The guards of whoever calls it. */
    private final Map<Service, List<DownstreamGuard>> guards = new ConcurrentHashMap<>();

    GuardedServices(Downstreams downstreams) {
        downstreams.onNew(guard -> add(new Service(guard.name(), null), guard));
    }

    /**
     * What a client calls.
     *
     * @param name its id, or its address
     * @param path that which it is called below, in place of its own; null if its own
     */
    record Service(String name, @Nullable String path) {}

    /** Learns of a guarded method, which may be a client's. The address of a method that was resolved may be another application's. */
    void add(BeanDefinition<?> bean, ExecutableMethod<?, ?> method, DownstreamGuard guard) {
        for (AnnotationMetadata client : List.of(method, bean)) {
            client.stringValue(CLIENT)
                    .or(() -> client.stringValue(CLIENT, "id"))
                    .map(service -> spelled(service, method))
                    .ifPresent(service -> add(
                            new Service(
                                    service,
                                    client.stringValue(CLIENT, "path")
                                            .filter(path -> !path.isEmpty())
                                            .orElse(null)),
                            guard));
        }
    }

    private static String spelled(String service, ExecutableMethod<?, ?> method) {
        if (!service.contains("://")) {
            return NameUtils.hyphenate(service);
        }
        try {
            return new URI(service).toString();
        } catch (URISyntaxException e) {
            throw new ConfigurationException("@Client on "
                    + method.getDeclaringType().getName() + " has the address "
                    + quoted(service) + ", which is none (" + e.getReason().toLowerCase(Locale.ROOT)
                    + "): correct it, for nothing could be kept from it");
        }
    }

    private void add(Service service, DownstreamGuard guard) {
        List<DownstreamGuard> known = guards.computeIfAbsent(service, ignored -> new CopyOnWriteArrayList<>());
        if (!known.contains(guard)) {
            known.add(guard);
        }
    }

    /**
     * A service, and a guard of its.
     *
     * @param isClosed whether no guard of its lets a call through that is made here: where one does, it may have
     */
    record Guarded(Service service, DownstreamGuard guard, boolean isClosed) {

        String name() {
            return service.name();
        }
    }

    List<Guarded> all(RequestContext context) {
        Tenant tenant = context.get(Tenants.KEY);
        return guards.entrySet().stream()
                .map(each -> new Guarded(
                        each.getKey(),
                        each.getValue().get(0),
                        each.getValue().stream().allMatch(guard -> isClosed(guard, tenant))))
                .toList();
    }

    private static boolean isClosed(DownstreamGuard guard, @Nullable Tenant tenant) {
        Screening screening = guard.options().screening();
        return tenant == null ? !screening.isOpen() : screening.of(tenant.kind()) != Screening.Action.PASS;
    }
}
