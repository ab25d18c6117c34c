package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.DownstreamStub;
import io.micronaut.context.BeanContext;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The declared stubs. */
@Singleton
final class Stubs {

    private final BeanContext beans;

    Stubs(BeanContext beans) {
        this.beans = beans;
    }

    Collection<BeanDefinition<?>> all() {
        return beans.getBeanDefinitions(Qualifiers.byStereotype(DownstreamStub.class));
    }

    /**
     * The method that answers in the place of a guarded one; null if the downstream has no stub.
     *
     * @throws ConfigurationException if the downstream has a stub and it lacks the method
     */
    @Nullable
    StubMethod find(String downstream, ExecutableMethod<?, ?> guarded) {
        List<BeanDefinition<?>> stubs = all().stream()
                .filter(stub -> downstreamOf(stub).equals(downstream))
                .toList();
        List<StubMethod> methods =
                stubs.stream().flatMap(stub -> method(stub, guarded).stream()).toList();
        if (methods.size() > 1) {
            throw new ConfigurationException("Downstream \"" + downstream + "\" has more than one stub for "
                    + signature(guarded) + ": " + methods);
        }
        if (methods.isEmpty() && !stubs.isEmpty()) {
            throw new ConfigurationException("Stub " + names(stubs) + " of downstream \"" + downstream
                    + "\" lacks the method " + signature(guarded) + ", which "
                    + guarded.getDeclaringType().getName() + " has");
        }
        return methods.isEmpty() ? null : methods.get(0);
    }

    private Optional<StubMethod> method(BeanDefinition<?> stub, ExecutableMethod<?, ?> guarded) {
        @SuppressWarnings("unchecked") // a bean has the methods of its own definition
        BeanDefinition<Object> definition = (BeanDefinition<Object>) stub;
        return definition
                .findMethod(guarded.getMethodName(), guarded.getArgumentTypes())
                .filter(method -> returnType(guarded).isAssignableFrom(returnType(method)))
                .map(method -> {
                    refuseTheRealThing(stub, method);
                    return new StubMethod(beans, definition, method);
                });
    }

    /** A stub that extends what it stands in for would make the call by whatever it does not override. */
    private static void refuseTheRealThing(BeanDefinition<?> stub, ExecutableMethod<?, ?> method) {
        Method written = method.getTargetMethod();
        Class<?> type = written.getDeclaringClass();
        if (DeclaredGuard.on(written).isPresent()
                || (!type.isInterface() && DeclaredGuard.on(type).isPresent())) {
            throw new ConfigurationException("Stub " + stub.getBeanType().getName() + " inherits "
                    + signature(method) + " from " + type.getName() + ", which calls the downstream: override it, or"
                    + " let both implement one interface");
        }
    }

    static String downstreamOf(BeanDefinition<?> stub) {
        return stub.stringValue(DownstreamStub.class).orElseThrow();
    }

    private static String names(List<BeanDefinition<?>> stubs) {
        return stubs.stream().map(stub -> stub.getBeanType().getName()).collect(Collectors.joining(", "));
    }

    static String signature(ExecutableMethod<?, ?> method) {
        return returnType(method).getSimpleName() + " " + method.getMethodName()
                + Arrays.stream(method.getArgumentTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    static Class<?> returnType(ExecutableMethod<?, ?> method) {
        return method.getReturnType().getType();
    }
}
