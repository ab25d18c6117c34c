package dev.nostage.testkit.isolation;

import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.core.beans.BeanIntrospector;
import io.micronaut.core.beans.BeanProperty;
import io.micronaut.core.type.Argument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What instances of an introspected class are made of. */
final class Shape {

    private final BeanIntrospection<Object> introspection;

    private Shape(BeanIntrospection<Object> introspection) {
        this.introspection = introspection;
    }

    /** Empty if it is not introspected. */
    @SuppressWarnings("unchecked") // one is as good as another: it is used with its own instances alone
    static Optional<Shape> of(Class<?> type) {
        return BeanIntrospector.SHARED.findIntrospection((Class<Object>) type).map(Shape::new);
    }

    Iterable<BeanProperty<Object, Object>> properties() {
        return introspection.getBeanProperties();
    }

    Optional<BeanProperty<Object, Object>> with(String stereotype) {
        return introspection.getBeanProperties().stream()
                .filter(property -> property.hasStereotype(stereotype))
                .findFirst();
    }

    /** What is given to make one. */
    List<Argument<?>> inputs() {
        List<Argument<?>> inputs = new ArrayList<>(List.of(introspection.getConstructorArguments()));
        for (BeanProperty<Object, Object> property : introspection.getBeanProperties()) {
            if (!property.isReadOnly()
                    && inputs.stream().noneMatch(input -> input.getName().equals(property.getName()))) {
                inputs.add(property.asArgument());
            }
        }
        return inputs;
    }

    /** What it is called in JSON. */
    static String wireName(Argument<?> input) {
        return input.getAnnotationMetadata()
                .stringValue("com.fasterxml.jackson.annotation.JsonProperty")
                .filter(name -> !name.isEmpty())
                .orElse(input.getName());
    }

    /** A new instance, of the values for its properties. */
    Object make(Function<BeanProperty<Object, Object>, @Nullable Object> values) {
        Argument<?>[] parameters = introspection.getConstructorArguments();
        Map<String, @Nullable Object> given = new HashMap<>();
        for (BeanProperty<Object, Object> property : introspection.getBeanProperties()) {
            given.put(property.getName(), values.apply(property));
        }
        @Nullable Object[] arguments = new @Nullable Object[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            arguments[i] = given.remove(parameters[i].getName());
        }
        Object made = introspection.instantiate(false, arguments);
        for (BeanProperty<Object, Object> property : introspection.getBeanProperties()) {
            if (given.containsKey(property.getName()) && !property.isReadOnly()) {
                property.set(made, given.get(property.getName()));
            }
        }
        return made;
    }

    /** Its values by the names of its properties, without those that are null. */
    Map<String, Object> values(Object instance) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (BeanProperty<Object, Object> property : introspection.getBeanProperties()) {
            Object value = property.isWriteOnly() ? null : property.get(instance);
            if (value != null) {
                values.put(property.getName(), value);
            }
        }
        return values;
    }
}
