package dev.nostage.timemachine.micronaut;

import dev.nostage.timemachine.Launch;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.inject.BeanDefinition;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stops the start where it is not clear which of several beans is the one that is live, or which of them is injected. */
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
        successors.values().forEach(this::demandThatItIsAloneInItsTime);
        successors.values().stream()
                .collect(Collectors.groupingBy(bean -> first(bean, successors)))
                .forEach(SuccessionCheck::demandOneToInject);
    }

    private void demandThatItIsAloneInItsTime(BeanDefinition<?> bean) {
        Class<?> predecessor = Successions.predecessorOf(bean);
        if (predecessor == null) {
            return;
        }
        for (BeanDefinition<?> other : after(bean, predecessor)) {
            Launch launch = launch(bean);
            Launch others = launch(other);
            if (launch.overlaps(others)) {
                throw new ConfigurationException(described(bean, launch) + " and " + described(other, others)
                        + " both succeed " + predecessor.getName() + ", and there is a time at which both are live:"
                        + " end one before the other begins, or let the later succeed the earlier");
            }
        }
    }

    /** The other successors of its predecessor that have not been compared with it already. */
    private List<BeanDefinition<?>> after(BeanDefinition<?> bean, Class<?> predecessor) {
        List<BeanDefinition<?>> all = successions.successorsOf(predecessor);
        return all.subList(all.indexOf(bean) + 1, all.size());
    }

    private Launch launch(BeanDefinition<?> bean) {
        return parts.launch(Successions.mark(bean), Successions.typeOf(bean).getName());
    }

    private static String described(BeanDefinition<?> bean, Launch launch) {
        return Successions.typeOf(bean).getName() + " (launch \"" + launch.name() + "\")";
    }

    /** The bean with which a line of successors begins. */
    private static Class<?> first(BeanDefinition<?> successor, Map<Class<?>, BeanDefinition<?>> successors) {
        Set<Class<?>> seen = new HashSet<>();
        Class<?> type = Successions.typeOf(successor);
        for (@Nullable BeanDefinition<?> bean = successor; bean != null; bean = successors.get(type)) {
            if (!seen.add(type)) {
                throw new ConfigurationException(type.getName() + " succeeds itself, by " + seen);
            }
            Class<?> predecessor = Successions.predecessorOf(bean);
            type = predecessor == null ? type : predecessor;
        }
        return type;
    }

    private static void demandOneToInject(Class<?> first, List<BeanDefinition<?>> line) {
        List<String> primary = line.stream()
                .filter(BeanDefinition::isPrimary)
                .map(bean -> Successions.typeOf(bean).getName())
                .toList();
        boolean isInjected = line.stream().noneMatch(bean -> bean.hasStereotype(CONTROLLER));
        if (isInjected && primary.size() != 1) {
            throw new ConfigurationException("Of what succeeds " + first.getName() + ", "
                    + line.stream()
                            .map(bean -> Successions.typeOf(bean).getName())
                            .toList()
                    + ", exactly one must be @Primary, so that it is injected, and " + primary + " are");
        }
    }
}
