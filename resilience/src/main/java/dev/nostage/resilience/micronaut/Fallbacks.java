package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.DownstreamFallback;
import io.micronaut.context.BeanContext;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.reflect.ReflectionUtils;
import io.micronaut.core.util.ArrayUtils;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Singleton;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What answers when a downstream does not. */
@Singleton
final class Fallbacks {

    private final BeanContext beans;

    Fallbacks(BeanContext beans) {
        this.beans = beans;
    }

    Collection<BeanDefinition<?>> all() {
        return beans.getBeanDefinitions(Qualifiers.byStereotype(DownstreamFallback.class));
    }

    /**
     * Whether a method answers for others of its own bean, whose guard on the type names it: then it is not guarded. It sees the
     * cause, and no call that asks for a guard of its own does.
     */
    static boolean isFallback(ExecutableMethod<?, ?> method) {
        Class<?>[] parameters = method.getArgumentTypes();
        return parameters.length > 0
                && parameters[parameters.length - 1] == Throwable.class
                && method.stringValue(Downstream.class, "fallback").orElse("").equals(method.getMethodName())
                && DeclaredGuard.on(method).isEmpty();
    }

    /**
     * The method that answers when a guarded one cannot; null if there is none.
     *
     * @throws ConfigurationException if the guard names one that its bean does not have, or two beans have one
     */
    @Nullable
    FallbackMethod find(String downstream, ExecutableMethod<?, ?> guarded) {
        String named = DeclaredGuard.fallback(guarded);
        if (!named.isEmpty()) {
            return ownMethod(named, guarded);
        }
        List<FallbackMethod> found = all().stream()
                .filter(each ->
                        each.stringValue(DownstreamFallback.class).orElseThrow().equals(downstream))
                .flatMap(
                        each -> method(each, guarded.getMethodName(), guarded)
                                .map(method -> FallbackMethod.of(beans, each, method))
                                .stream())
                .toList();
        if (found.size() > 1) {
            throw new ConfigurationException("Downstream \"" + downstream + "\" has more than one fallback for "
                    + Stubs.signature(guarded) + ": " + found);
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private FallbackMethod ownMethod(String named, ExecutableMethod<?, ?> guarded) {
        Class<?> type = guarded.getDeclaringType();
        return ReflectionUtils.findMethod(type, named, ArrayUtils.concat(guarded.getArgumentTypes(), Throwable.class))
                .filter(method -> Modifier.isPublic(method.getModifiers())
                        && Stubs.returnType(guarded).isAssignableFrom(method.getReturnType()))
                .map(FallbackMethod::own)
                .orElseThrow(() -> new ConfigurationException("Fallback \"" + named + "\" of "
                        + Stubs.signature(guarded) + " must be a public method of " + type.getName()
                        + " with the same parameters and a Throwable behind them, the cause, and a result that fits"));
    }

    private static Optional<ExecutableMethod<Object, ?>> method(
            BeanDefinition<?> bean, String name, ExecutableMethod<?, ?> guarded) {
        @SuppressWarnings("unchecked") // a bean has the methods of its own definition
        BeanDefinition<Object> definition = (BeanDefinition<Object>) bean;
        Class<?>[] parameters = guarded.getArgumentTypes();
        return Stream.of(ArrayUtils.concat(parameters, Throwable.class), parameters)
                .flatMap(each -> definition.<Object>findMethod(name, each).stream())
                .filter(method -> Stubs.returnType(guarded).isAssignableFrom(Stubs.returnType(method)))
                .<ExecutableMethod<Object, ?>>map(method -> method)
                .findFirst();
    }
}
