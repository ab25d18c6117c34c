package dev.nostage.timemachine.micronaut;

import dev.nostage.tenancy.micronaut.ApplicationBeans;
import io.micronaut.context.BeanContext;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.inject.BeanDefinition;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stops the start where it is not clear which of several beans or methods is the one that is live, or which of them is injected. */
@Singleton
final class SuccessionCheck implements ApplicationEventListener<StartupEvent> {

    private static final String CONTROLLER = "io.micronaut.http.annotation.Controller";

    private final BeanContext beans;
    private final Successions successions;
    private final LiveParts parts;

    SuccessionCheck(BeanContext beans, Successions successions, LiveParts parts) {
        this.beans = beans;
        this.successions = successions;
        this.parts = parts;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        ApplicationBeans.of(beans).forEach(parts::lookAt);
        Map<Class<?>, BeanDefinition<?>> successors = new LinkedHashMap<>();
        successions.successors().stream()
                .filter(bean -> Successions.predecessorOf(bean) != null)
                .forEach(bean -> successors.put(Successions.typeOf(bean), bean));
        Successor.demandOneAtATime(
                successors.values().stream().flatMap(this::successor).toList());
        successors.values().stream()
                .collect(Collectors.groupingBy(bean -> first(bean, successors)))
                .forEach(this::demandOneToInject);
        parts.checkSuccessions();
    }

    private Stream<Successor<String>> successor(BeanDefinition<?> bean) {
        Class<?> predecessor = Successions.predecessorOf(bean);
        String type = Successions.typeOf(bean).getName();
        return predecessor == null
                ? Stream.empty()
                : Stream.of(new Successor<>(type, predecessor.getName(), parts.launch(Successions.mark(bean), type)));
    }

    /** The bean with which a line of successors begins. */
    private static Class<?> first(BeanDefinition<?> successor, Map<Class<?>, BeanDefinition<?>> successors) {
        LinkedHashSet<String> seen = new LinkedHashSet<>();
        Class<?> type = Successions.typeOf(successor);
        for (@Nullable BeanDefinition<?> bean = successor; bean != null; bean = successors.get(type)) {
            if (!seen.add(type.getName())) {
                throw Successor.inCircle(seen, type.getName());
            }
            Class<?> predecessor = Successions.predecessorOf(bean);
            type = predecessor == null ? type : predecessor;
        }
        return type;
    }

    private void demandOneToInject(Class<?> first, List<BeanDefinition<?>> line) {
        if (line.stream().anyMatch(bean -> bean.hasStereotype(CONTROLLER))) {
            return; // nobody injects it
        }
        String names = names(line.stream());
        if (successions.bean(first, names).isPrimary()) {
            throw new ConfigurationException(first.getName() + " is @Primary, and gives way to " + names
                    + ": take @Primary off there, and leave it on one that succeeds, which is injected and gives way call by"
                    + " call");
        }
        List<BeanDefinition<?>> primary =
                line.stream().filter(BeanDefinition::isPrimary).toList();
        if (primary.size() != 1) {
            throw new ConfigurationException("Of what succeeds " + first.getName() + ", exactly one must be @Primary,"
                    + " which is injected and gives way call by call: "
                    + (primary.isEmpty() ? "mark one of " + names : "leave it on one of " + names(primary.stream())));
        }
        refuseWhoIsNeverAsked(primary.get(0), line);
    }

    /** Each gives way to its predecessor, and to whoever else succeeds that; nobody to what succeeds itself. */
    private static void refuseWhoIsNeverAsked(BeanDefinition<?> injected, List<BeanDefinition<?>> line) {
        Map<Class<?>, Class<?>> predecessors = new LinkedHashMap<>();
        line.forEach(bean ->
                predecessors.put(Successions.typeOf(bean), Objects.requireNonNull(Successions.predecessorOf(bean))));
        Set<Class<?>> givenWayTo = new LinkedHashSet<>();
        for (Class<?> at = predecessors.get(Successions.typeOf(injected)); at != null; at = predecessors.get(at)) {
            givenWayTo.add(at);
        }
        List<String> never = predecessors.entrySet().stream()
                .filter(each -> !givenWayTo.contains(each.getValue()))
                .map(each -> each.getKey().getName())
                .toList();
        if (!never.isEmpty()) {
            throw new ConfigurationException("Whoever injects their type gets "
                    + Successions.typeOf(injected).getName() + ", which is @Primary and never gives way to "
                    + String.join(", ", never) + ": of what succeeds one another, mark the last @Primary");
        }
    }

    private static String names(Stream<BeanDefinition<?>> beans) {
        return beans.map(bean -> Successions.typeOf(bean).getName()).collect(Collectors.joining(", "));
    }
}
