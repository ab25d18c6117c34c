package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.Downstream;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.reflect.ClassUtils;
import io.micronaut.core.reflect.ReflectionUtils;
import io.micronaut.inject.ExecutableMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@link Downstream} says of a method: all that the method's own does, and else all that its type's does. The
 * framework would fill up what the one leaves out from the other, and so make a payment repeatable since a look-up is.
 */
final class DeclaredGuard {

    private DeclaredGuard() {}

    /** The annotation on a type or a method, or on one of its annotations. */
    static Optional<Downstream> on(AnnotatedElement element) {
        return on(element, new HashSet<>());
    }

    private static Optional<Downstream> on(AnnotatedElement element, Set<Class<?>> seen) {
        Downstream own = element.getAnnotation(Downstream.class);
        if (own != null) {
            return Optional.of(own);
        }
        return Arrays.stream(element.getAnnotations())
                .<Class<?>>map(Annotation::annotationType)
                .filter(type -> !type.getName().startsWith("java.") && seen.add(type))
                .flatMap(type -> on(type, seen).stream())
                .findFirst();
    }

    /** The annotation on the method itself. */
    static Optional<Downstream> on(ExecutableMethod<?, ?> method) {
        return written(method).flatMap(each -> on(each).stream()).findFirst();
    }

    static boolean isIdempotent(ExecutableMethod<?, ?> method) {
        return on(method)
                .map(Downstream::idempotent)
                .orElseGet(() ->
                        method.booleanValue(Downstream.class, "idempotent").orElse(false));
    }

    /** The name of the method that answers instead; empty if none is named. */
    static String fallback(ExecutableMethod<?, ?> method) {
        return on(method)
                .map(Downstream::fallback)
                .orElseGet(
                        () -> method.stringValue(Downstream.class, "fallback").orElse(""));
    }

    /** The method as it is written: where its type is generic, with other parameters than it is called with. */
    private static Stream<Method> written(ExecutableMethod<?, ?> method) {
        Class<?> type = method.getDeclaringType();
        Class<?>[] parameters = method.getArgumentTypes();
        return ReflectionUtils.findMethod(type, method.getMethodName(), parameters)
                .map(Stream::of)
                .orElseGet(() -> overridable(List.of(type.getDeclaredMethods()), method.getMethodName(), parameters));
    }

    /** What the type extends and implements. */
    static List<Class<?>> supertypes(Class<?> type) {
        return ClassUtils.resolveHierarchy(type).stream()
                .filter(each -> each != type)
                .toList();
    }

    /**
     * The methods that stand in a type.
     *
     * @throws ConfigurationException if it is guarded, and refers to what is not there
     */
    static List<Method> declared(Class<?> type) {
        try {
            return List.of(type.getDeclaredMethods());
        } catch (LinkageError e) {
            if (on(type).isEmpty()) {
                return List.of(); // somebody else's, with a method for a library that is not used here
            }
            throw new ConfigurationException(
                    "Whether all methods of " + type.getName() + " are guarded cannot be seen: " + e, e);
        }
    }

    /** Of these, those that a method of this name and these parameters may override. */
    static Stream<Method> overridable(List<Method> methods, String name, Class<?>[] parameters) {
        return methods.stream()
                .filter(each -> each.getName().equals(name) && fits(each.getParameterTypes(), parameters));
    }

    /** Whether parameters may be those of a type variable's bounds. */
    static boolean fits(Class<?>[] bounds, Class<?>[] parameters) {
        if (bounds.length != parameters.length) {
            return false;
        }
        for (int i = 0; i < bounds.length; i++) {
            if (!bounds[i].isAssignableFrom(parameters[i])) {
                return false;
            }
        }
        return true;
    }
}
