package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.DownstreamFallback;
import dev.nostage.resilience.micronaut.GuardedMethods.Seen;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Public methods of a stub or a fallback that answer for nothing: misspelt, as like as not. */
@Singleton
final class StrayMethods {

    private static final Logger LOG = LoggerFactory.getLogger(StrayMethods.class);

    private final GuardedMethods methods;

    StrayMethods(GuardedMethods methods) {
        this.methods = methods;
    }

    /** Tells of each; what a stub lacks has stopped the start before. */
    void warn(BeanDefinition<?> standIn) {
        String downstream = downstreamOf(standIn);
        for (ExecutableMethod<?, ?> stray : strays(standIn)) {
            LOG.warn(
                    "Method {} of {} is never asked: no @Downstream(\"{}\") has a method of the same name, the same"
                            + " parameters, and a result that fits; make it private if it is not meant to answer",
                    Stubs.signature(stray),
                    standIn.getBeanType().getName(),
                    downstream);
        }
    }

    /**
     * Tells of each that may be a part of the fallback's own work.
     *
     * @throws ConfigurationException if one has the name of a guarded method for which nothing else answers
     */
    void warnOrRefuse(BeanDefinition<?> fallback) {
        for (ExecutableMethod<?, ?> stray : strays(fallback)) {
            unanswered(downstreamOf(fallback), stray.getMethodName()).ifPresent(guarded -> {
                throw new ConfigurationException("Method " + Stubs.signature(stray) + " of fallback "
                        + fallback.getBeanType().getName() + " is never asked, and nothing answers for "
                        + Stubs.signature(guarded) + " of "
                        + guarded.getDeclaringType().getName() + ": give it the same parameters, if need be with the"
                        + " cause (Throwable) last, and a result that fits, or make it private");
            });
        }
        warn(fallback);
    }

    private Optional<ExecutableMethod<?, ?>> unanswered(String downstream, String name) {
        return methods.calling(downstream).stream()
                .filter(seen -> seen.guarded().fallback() == null)
                .<ExecutableMethod<?, ?>>map(Seen::method)
                .filter(method -> method.getMethodName().equals(name))
                .findFirst();
    }

    private static String downstreamOf(BeanDefinition<?> standIn) {
        return standIn.stringValue(DownstreamFallback.class).orElseGet(() -> Stubs.downstreamOf(standIn));
    }

    private List<ExecutableMethod<?, ?>> strays(BeanDefinition<?> standIn) {
        return standIn.getExecutableMethods().stream()
                .<ExecutableMethod<?, ?>>map(method -> method)
                .filter(method ->
                        isWrittenForThis(standIn.getBeanType(), method) && !methods.isAnsweredBy(standIn, method))
                .toList();
    }

    /** Whether a public method is the type's own, and nothing above it asks for it. */
    private static boolean isWrittenForThis(Class<?> type, ExecutableMethod<?, ?> method) {
        Method written = method.getTargetMethod();
        return written.getDeclaringClass() == type
                && Modifier.isPublic(written.getModifiers())
                && !Modifier.isStatic(written.getModifiers())
                && DeclaredGuard.supertypes(type).stream()
                        .flatMap(each -> DeclaredGuard.overridable(
                                DeclaredGuard.declared(each), written.getName(), written.getParameterTypes()))
                        .findAny()
                        .isEmpty();
    }
}
