package dev.nostage.testkit;

import dev.nostage.resilience.Downstream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which methods of a client are guarded, as the application finds them when it starts, and what answers for them. */
final class StubbedMethods {

    private StubbedMethods() {}

    /** Those that call this downstream. */
    static List<Method> of(Class<?> client, String downstream) {
        @Nullable Downstream whole = client.getAnnotation(Downstream.class);
        List<Method> all = withSupertypes(client).stream()
                .filter(type -> !type.getName().startsWith("java."))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .toList();
        List<String> fallbacks = Stream.concat(
                        Stream.ofNullable(whole),
                        all.stream().flatMap(method -> Stream.ofNullable(method.getAnnotation(Downstream.class))))
                .map(Downstream::fallback)
                .toList();
        return all.stream()
                .filter(method -> !fallbacks.contains(method.getName()) || !takesCause(method))
                .filter(method -> guard(method, whole)
                        .filter(guard -> guard.value().equals(downstream))
                        .isPresent())
                .toList();
    }

    private static Optional<Downstream> guard(Method method, @Nullable Downstream whole) {
        Downstream own = method.getAnnotation(Downstream.class);
        int modifiers = method.getModifiers();
        boolean calls = !method.isSynthetic() && !Modifier.isStatic(modifiers) && !Modifier.isPrivate(modifiers);
        return calls ? Optional.ofNullable(own != null || method.isDefault() ? own : whole) : Optional.empty();
    }

    private static boolean takesCause(Method method) {
        int count = method.getParameterCount();
        return count > 0 && method.getParameterTypes()[count - 1] == Throwable.class;
    }

    /** What answers for it, ready to be called. */
    static Optional<Method> find(Object stub, Method guarded) {
        Method found;
        try {
            found = stub.getClass().getMethod(guarded.getName(), guarded.getParameterTypes());
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
        if (!guarded.getReturnType().isAssignableFrom(found.getReturnType())) {
            return Optional.empty();
        }
        found.setAccessible(true); // public, of a class that need not be
        return Optional.of(found);
    }

    private static Set<Class<?>> withSupertypes(Class<?> type) {
        Set<Class<?>> types = new LinkedHashSet<>(List.of(type));
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                .forEach(above -> types.addAll(withSupertypes(above)));
        return types;
    }
}
