package dev.nostage.timemachine.micronaut;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.inject.BeanDefinition;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stops the start where it is not clear which of several beans or methods is the one that is live, or which of them is injected. */
@Singleton
final class SuccessionCheck implements ApplicationEventListener<StartupEvent> {

    private static final String CONTROLLER = "io.micronaut.http.annotation.Controller";

    private final Successions successions;
    private final LiveParts parts;

    SuccessionCheck(Successions successions, LiveParts parts) {
        this.successions = successions;
        this.parts = parts;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
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
    }

    private static String names(Stream<BeanDefinition<?>> beans) {
        return beans.map(bean -> Successions.typeOf(bean).getName()).collect(Collectors.joining(", "));
    }
}
