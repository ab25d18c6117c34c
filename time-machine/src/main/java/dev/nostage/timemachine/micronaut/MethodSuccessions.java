package dev.nostage.timemachine.micronaut;

import dev.nostage.timemachine.Launch;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.inject.ExecutableMethod;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which methods succeed which, of whatever beans: refused where two would succeed one at a time, or one itself. */
final class MethodSuccessions {

    private final Map<Place, Successor<Place>> successors = new LinkedHashMap<>();

    /** A method as a bean has it. */
    private record Place(Class<?> bean, String name, List<Class<?>> parameters) {

        Place in(Class<?> other) {
            return new Place(other, name, parameters);
        }

        @Override
        public String toString() {
            return parameters.stream()
                    .map(Class::getSimpleName)
                    .collect(Collectors.joining(", ", bean.getName() + "." + name + "(", ")"));
        }
    }

    void add(Class<?> bean, ExecutableMethod<?, ?> method, Class<?> predecessor, Launch launch) {
        Place place = new Place(bean, method.getMethodName(), List.of(method.getArgumentTypes()));
        successors.put(place, new Successor<>(place, place.in(predecessor), launch));
    }

    /** @throws ConfigurationException with the names of both sides */
    void check() {
        Successor.demandOneAtATime(successors.values());
        successors.values().forEach(this::demandThatItEnds);
    }

    private void demandThatItEnds(Successor<Place> first) {
        LinkedHashSet<Place> seen = new LinkedHashSet<>(List.of(first.place()));
        for (Successor<Place> next = first; next != null; next = successors.get(next.predecessor())) {
            if (!seen.add(next.predecessor())) {
                throw Successor.inCircle(seen, next.predecessor());
            }
        }
    }
}
