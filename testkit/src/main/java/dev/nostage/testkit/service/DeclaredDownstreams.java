package dev.nostage.testkit.service;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.naming.NameUtils;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which downstreams the application declares, and by which references of its HTTP clients it calls them. */
@Singleton
@Requires(property = Surroundings.KEY)
final class DeclaredDownstreams implements ApplicationEventListener<StartupEvent> {

    private static final String CONFIGURED = "nostage.downstreams";
    private static final String SERVICES = "micronaut.http.services.";

    private final ApplicationContext application;
    private final Surroundings surroundings;
    private @Nullable Calls calls;

    DeclaredDownstreams(ApplicationContext application) {
        this.application = application;
        this.surroundings = Surroundings.of(application.getRequiredProperty(Surroundings.KEY, String.class));
    }

    /**
     * @param names all that are declared
     * @param byReference which of them a client's reference leads to
     */
    private record Calls(Set<String> names, Map<String, String> byReference) {}

    /** The downstream that a client calls by this reference, a service's id or a URL, if a mock plays it. */
    Optional<String> calledBy(String reference) {
        return Optional.ofNullable(calls().byReference().get(normal(reference)));
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        Calls known = calls();
        for (String name : surroundings.unmocked()) {
            if (!known.names().contains(name)) {
                throw new ConfigurationException(
                        "@NostageTest(unmocked = \"" + name + "\") is not declared: there are " + known.names());
            }
        }
        Set<String> mocked = new TreeSet<>(known.names());
        mocked.removeAll(surroundings.unmocked());
        Set<String> found = new TreeSet<>(known.byReference().values());
        found.addAll(surroundings.configured());
        for (String name : mocked) {
            if (!found.contains(name)) {
                throw new ConfigurationException(unknown(name));
            }
        }
        mocked.addAll(surroundings.configured());
        surroundings.downstreams().declare(mocked);
    }

    private static String unknown(String name) {
        return "Downstream \"" + name + "\" is declared, and @NostageTest cannot tell by which address it is called: no"
                + " @Client is guarded by @Downstream(\"" + name + "\") or has the id " + name
                + ". Write @NostageTest(urls = \"" + name + "=<the property with its URL>\"), or unmocked = \"" + name
                + "\" if the test stands for it in another way";
    }

    private synchronized Calls calls() {
        if (calls == null) {
            calls = look();
        }
        return calls;
    }

    private Calls look() {
        List<CallingBean> beans = application.getAllBeanDefinitions().stream()
                .<CallingBean>map(CallingBean::of)
                .toList();
        Set<String> names = new TreeSet<>(configured());
        beans.forEach(bean -> names.addAll(bean.downstreams()));
        Map<String, String> byReference = new HashMap<>();
        beans.forEach(bean -> bean.client().forEach(client -> lead(byReference, client, bean)));
        Set<String> references = beans.stream()
                .flatMap(CallingBean::references)
                .map(this::resolved)
                .collect(Collectors.toSet());
        names.stream()
                .filter(name -> references.contains(name) || application.containsProperties(SERVICES + name))
                .forEach(name -> byReference.putIfAbsent(name, name));
        leadInjected(byReference, beans);
        byReference.values().removeAll(surroundings.unmocked());
        return new Calls(names, byReference);
    }

    /** What is still unknown is called by the clients that the bean is injected with that guards it, and it alone. */
    private void leadInjected(Map<String, String> byReference, List<CallingBean> beans) {
        Map<String, String> known = Map.copyOf(byReference);
        for (CallingBean bean : beans) {
            if (bean.downstreams().size() == 1 && !known.values().containsAll(bean.downstreams())) {
                bean.injected().stream()
                        .filter(client -> !known.containsKey(resolved(client)))
                        .forEach(client -> lead(byReference, client, bean));
            }
        }
    }

    private Collection<String> configured() {
        return application.getEnvironment().getPropertyEntries(CONFIGURED);
    }

    private void lead(Map<String, String> byReference, String client, CallingBean bean) {
        for (String downstream : bean.downstreams()) {
            String other = surroundings.unmocked().contains(downstream)
                    ? null
                    : byReference.putIfAbsent(resolved(client), downstream);
            if (other != null && !other.equals(downstream)) {
                throw new ConfigurationException("Downstreams \"" + other + "\" and \"" + downstream
                        + "\" are both called by @Client(\"" + client + "\") of " + bean.name()
                        + ", and no mock can tell whose a request is: give each a client of its own");
            }
        }
    }

    private String resolved(String reference) {
        return normal(application.resolvePlaceholders(reference).orElse(reference));
    }

    /** As Micronaut writes the ids of services; a URL is a URL. */
    private static String normal(String reference) {
        return reference.contains("/") ? reference : NameUtils.hyphenate(reference);
    }
}
