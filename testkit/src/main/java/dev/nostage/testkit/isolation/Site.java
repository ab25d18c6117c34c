package dev.nostage.testkit.isolation;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantInitializer;
import dev.nostage.tenancy.TenantLifecycle;
import dev.nostage.tenancy.TenantStore;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.reflect.ClassUtils;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The application that is attacked, and the tenants that are opened in it for that. */
final class Site implements AutoCloseable {

    private static final Duration LONGER_THAN_ANY_SUITE = Duration.ofHours(6);

    private final ApplicationContext application;
    private final IsolationSuite suite;
    private final TenantLifecycle lifecycle;
    private final Rows rows;
    private final Examples examples;
    private final List<Surfaces> surfaces = new ArrayList<>();
    private final Map<String, Tenant> opened = new LinkedHashMap<>();
    private final Clock clock = Clock.systemUTC();
    private @Nullable Set<String> beginning;
    private @Nullable Victim victim;

    Site(ApplicationContext application, IsolationSuite suite) {
        this.application = application;
        this.suite = suite;
        this.lifecycle = application.getBean(TenantLifecycle.class);
        this.rows = Rows.of(application);
        this.examples = new Examples(suite);
        if (isPresent("io.micronaut.data.annotation.Repository")) {
            surfaces.add(new Repositories(this));
        }
        if (isPresent("io.micronaut.web.router.Router")) {
            surfaces.add(new Routes(this));
        }
        if (isPresent("io.micronaut.cache.annotation.Cacheable")) {
            surfaces.add(new Caches(this));
        }
    }

    private static boolean isPresent(String type) {
        return ClassUtils.isPresent(type, Site.class.getClassLoader());
    }

    ApplicationContext application() {
        return application;
    }

    IsolationSuite suite() {
        return suite;
    }

    Examples examples() {
        return examples;
    }

    List<Surface> surfaces() {
        return surfaces.stream().flatMap(each -> each.surfaces().stream()).toList();
    }

    /** What attacks something for somebody. */
    @FunctionalInterface
    interface Assault {
        String run(Victim victim, Tenant attacker) throws Exception;
    }

    /** Runs an attack by a tenant that has nothing but what all begin with. A victim that was harmed is replaced. */
    String attack(Assault assault) throws Exception {
        Victim attacked = victim();
        try {
            return assault.run(attacked, renewed("attacker"));
        } catch (LeakError e) {
            discardVictim();
            throw e;
        }
    }

    Victim victim() {
        Victim present = victim;
        if (present == null) {
            present = planted("victim");
            victim = present;
        }
        return present;
    }

    /** The next attack meets another one. */
    void discardVictim() {
        victim = null;
    }

    /** From here on the newcomer has nothing, until there is one anew. */
    void clearNewcomer() {
        renewed("newcomer");
    }

    /** One more, with all that a victim has. There is one of them at a time. */
    Victim newcomer() {
        return planted("newcomer");
    }

    private Victim planted(String role) {
        Set<String> begun = beginning();
        Tenant tenant = renewed(role);
        Victim planted = new Victim(tenant, rows, begun);
        Tenants.runAs(tenant, () -> suite.seed(tenant));
        planted.refresh();
        planted.ownWhatIsThere();
        surfaces.forEach(each -> each.plant(planted));
        planted.refresh();
        return planted;
    }

    /**
     * A tenant as if it were just opened. It is the same one each time: where instances share a directory, to remove one
     * takes as long as another may remember it.
     */
    private Tenant renewed(String role) {
        Tenant present = opened.get(role);
        if (present != null) {
            for (TenantStore store : application.getBeansOfType(TenantStore.class)) {
                Tenants.runAs(present, () -> store.purge(present));
            }
            for (TenantInitializer initializer : application.getBeansOfType(TenantInitializer.class)) {
                Tenants.runAs(present, () -> initializer.initialize(present));
            }
            return present;
        }
        Tenant tenant = lifecycle.open(Tenant.test(
                "isolation-" + role + "-" + UUID.randomUUID(), clock.instant().plus(LONGER_THAN_ANY_SUITE)));
        opened.put(role, tenant);
        return tenant;
    }

    /** What is in the rows of a tenant that was opened and did nothing. */
    private Set<String> beginning() {
        Set<String> known = beginning;
        if (known == null) {
            Tenant bystander = renewed("newcomer");
            Set<String> values = new HashSet<>();
            rows.of(bystander)
                    .values()
                    .forEach(own ->
                            own.forEach(row -> row.values().forEach(value -> values.add(String.valueOf(value)))));
            values.remove(bystander.id().value());
            known = values;
            beginning = known;
        }
        return known;
    }

    @Override
    public void close() {
        victim = null;
        opened.values().forEach(tenant -> lifecycle.remove(tenant.id()));
        opened.clear();
    }
}
