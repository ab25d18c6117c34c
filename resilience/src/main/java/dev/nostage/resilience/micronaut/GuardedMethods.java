package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.resilience.Downstreams;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.context.processor.ExecutableMethodProcessor;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The guarded methods, each looked at once: at the start, so that one that cannot be guarded stops it. */
@Singleton
final class GuardedMethods implements ExecutableMethodProcessor<Downstream> {

    /** RFC 9110, 9.2.2. By their names, for there may be no HTTP here. */
    private static final List<String> IDEMPOTENT = Stream.of("Get", "Head", "Put", "Delete", "Options")
            .map(method -> "io.micronaut.http.annotation." + method)
            .toList();

    private final Downstreams downstreams;
    private final Stubs stubs;
    private final Fallbacks fallbacks;
    private final GuardedServices services;
    private final Map<Called, GuardedMethod> methods = new ConcurrentHashMap<>();

    GuardedMethods(Downstreams downstreams, Stubs stubs, Fallbacks fallbacks, GuardedServices services) {
        this.downstreams = downstreams;
        this.stubs = stubs;
        this.fallbacks = fallbacks;
        this.services = services;
    }

    /** Methods that two clients inherit are equal, whatever downstream each calls, and however. */
    private record Called(String downstream, boolean idempotent, String fallback, ExecutableMethod<?, ?> method) {

        static Called of(ExecutableMethod<?, ?> method) {
            return new Called(
                    method.stringValue(Downstream.class).orElseThrow(),
                    method.booleanValue(Downstream.class, "idempotent").orElse(false),
                    method.stringValue(Downstream.class, "fallback").orElse(""),
                    method);
        }
    }

    /**
     * @param stub null if the downstream has none
     * @param fallback null if nothing answers when the downstream does not
     * @param idempotent whether a call may be tried again
     */
    record GuardedMethod(
            DownstreamGuard guard,
            @Nullable StubMethod stub,
            @Nullable FallbackMethod fallback,
            boolean idempotent) {}

    @Override
    public void process(BeanDefinition<?> definition, ExecutableMethod<?, ?> method) {
        if (isGuarded(method)) {
            services.add(definition, method, of(method).guard());
        }
    }

    /** Looks at what the framework's start passes over too: a single method of what it implements itself, such as a client. */
    void lookAt(BeanDefinition<?> bean) {
        bean.getExecutableMethods().stream()
                .filter(method -> method.hasStereotype(Downstream.class))
                .forEach(method -> process(bean, method));
    }

    /** Whether a method calls the downstream itself, and not by other methods of its bean. */
    static boolean isGuarded(ExecutableMethod<?, ?> method) {
        Class<?> declaring = method.getDeclaringType();
        if (AutoCloseable.class.isAssignableFrom(declaring)
                && declaring.getName().startsWith("java.")) {
            return false;
        }
        if (Fallbacks.isFallback(method)) {
            return false;
        }
        return !declaring.isInterface()
                || method.isAbstract()
                || method.getAnnotationMetadata().getDeclaredMetadata().hasAnnotation(Downstream.class);
    }

    GuardedMethod of(ExecutableMethod<?, ?> method) {
        Called called = Called.of(method);
        GuardedMethod known = methods.get(called);
        return known != null ? known : methods.computeIfAbsent(called, this::lookAt);
    }

    /** A method, and what stands around it. */
    record Seen(ExecutableMethod<?, ?> method, GuardedMethod guarded) {}

    /** The methods that call this downstream; known once the start has looked at all. */
    List<Seen> calling(String downstream) {
        return methods.entrySet().stream()
                .filter(each -> each.getKey().downstream().equals(downstream))
                .map(each -> new Seen(each.getKey().method(), each.getValue()))
                .toList();
    }

    /** The downstreams that methods call; known once the start has looked at all. */
    Set<String> called() {
        return methods.keySet().stream().map(Called::downstream).collect(Collectors.toSet());
    }

    /** Whether any method is answered for by this bean; known once the start has looked at all. */
    boolean isAnsweredBy(BeanDefinition<?> fallback) {
        return methods.values().stream()
                .anyMatch(method -> method.fallback() != null
                        && fallback.equals(method.fallback().bean()));
    }

    /** Whether any method is answered for by this one of a stub or a fallback; known once the start has looked at all. */
    boolean isAnsweredBy(BeanDefinition<?> standIn, ExecutableMethod<?, ?> answer) {
        return methods.values().stream()
                .anyMatch(method -> (method.stub() != null && method.stub().is(standIn, answer))
                        || (method.fallback() != null && method.fallback().is(standIn, answer)));
    }

    private GuardedMethod lookAt(Called called) {
        String downstream = called.downstream();
        ExecutableMethod<?, ?> method = called.method();
        if (method.isSuspend()) {
            throw new ConfigurationException("Kotlin's suspend function "
                    + method.getDeclaringType().getName() + "."
                    + method.getMethodName() + " cannot be guarded: return a CompletionStage or a Publisher to call"
                    + " downstream \"" + downstream + "\"");
        }
        return new GuardedMethod(
                downstreams.get(downstream),
                stubs.find(downstream, method),
                fallbacks.find(downstream, method),
                isIdempotent(method));
    }

    private static boolean isIdempotent(ExecutableMethod<?, ?> method) {
        return DeclaredGuard.isIdempotent(method) || IDEMPOTENT.stream().anyMatch(method::hasAnnotation);
    }
}
