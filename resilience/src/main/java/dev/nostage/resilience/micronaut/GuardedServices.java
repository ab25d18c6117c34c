package dev.nostage.resilience.micronaut;

import dev.nostage.context.RequestContext;
import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.Screening;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.inject.ExecutableMethod;
import jakarta.inject.Singleton;
import java.util.List;
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

    /** By a service's id or address: the guards of whoever calls it. */
    private final Map<String, List<DownstreamGuard>> guards = new ConcurrentHashMap<>();

    GuardedServices(Downstreams downstreams) {
        downstreams.onNew(guard -> add(guard.name(), guard));
    }

    /** Learns of a guarded method, which may be a client's. */
    void add(ExecutableMethod<?, ?> method, DownstreamGuard guard) {
        method.stringValue(CLIENT).or(() -> method.stringValue(CLIENT, "id")).ifPresent(service -> add(service, guard));
    }

    private void add(String service, DownstreamGuard guard) {
        String spelled = service.contains("://") ? service : NameUtils.hyphenate(service);
        List<DownstreamGuard> known = guards.computeIfAbsent(spelled, ignored -> new CopyOnWriteArrayList<>());
        if (!known.contains(guard)) {
            known.add(guard);
        }
    }

    /**
     * A service, and a guard of its.
     *
     * @param isClosed whether no guard of its lets a call through that is made here: where one does, it may have
     */
    record Guarded(String service, DownstreamGuard guard, boolean isClosed) {}

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
