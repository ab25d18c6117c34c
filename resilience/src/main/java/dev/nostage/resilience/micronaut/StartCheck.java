package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.DownstreamFallback;
import dev.nostage.resilience.DownstreamOptions;
import dev.nostage.resilience.DownstreamStub;
import dev.nostage.resilience.Downstreams;
import dev.nostage.tenancy.micronaut.ApplicationBeans;
import io.micronaut.context.BeanContext;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.reflect.ClassUtils;
import io.micronaut.inject.AdvisedBeanType;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;

/** Stops the start where somebody must believe in a guard or a stub that is not in force. */
@Singleton
final class StartCheck implements ApplicationEventListener<StartupEvent> {

    private final BeanContext beans;
    private final Stubs stubs;
    private final Fallbacks fallbacks;
    private final GuardedMethods methods;
    private final Downstreams downstreams;
    private final StrayMethods strays;
    private final StartAdvice advice;

    StartCheck(
            BeanContext beans,
            Stubs stubs,
            Fallbacks fallbacks,
            GuardedMethods methods,
            Downstreams downstreams,
            StrayMethods strays,
            StartAdvice advice) {
        this.beans = beans;
        this.stubs = stubs;
        this.fallbacks = fallbacks;
        this.methods = methods;
        this.downstreams = downstreams;
        this.strays = strays;
        this.advice = advice;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        ApplicationBeans.of(beans).filter(bean -> !isStandIn(bean)).forEach(methods::lookAt);
        stubs.all().forEach(this::refuseStubThatIsNeverAsked);
        fallbacks.all().forEach(this::refuseFallbackThatIsNeverAsked);
        stubs.all().forEach(strays::warn);
        fallbacks.all().forEach(strays::warnOrRefuse);
        ApplicationBeans.of(beans).forEach(bean -> {
            refuseGuardOfStaticMethod(typeOf(bean));
            if (!isStandIn(bean)) {
                refuseMissingGuard(bean);
            }
        });
        advice.give();
    }

    private static boolean isStandIn(BeanDefinition<?> bean) {
        return bean.hasStereotype(DownstreamStub.class) || bean.hasStereotype(DownstreamFallback.class);
    }

    private void refuseStubThatIsNeverAsked(BeanDefinition<?> stub) {
        String downstream = Stubs.downstreamOf(stub);
        DownstreamOptions options = downstreams.get(downstream).options();
        if (!options.screening().isStubbed()) {
            throw new ConfigurationException("Stub " + stub.getBeanType().getName() + " is never asked: downstream \""
                    + downstream + "\" is " + options.effect() + ", and tests reach it");
        }
        if (methods.calling(downstream).isEmpty()) {
            throw new ConfigurationException("Stub " + stub.getBeanType().getName() + " is never asked: nothing is"
                    + " @Downstream(\"" + downstream + "\"); a call in code brings its own stub, Call.withStub");
        }
    }

    private void refuseFallbackThatIsNeverAsked(BeanDefinition<?> fallback) {
        if (!methods.isAnsweredBy(fallback)) {
            String downstream = fallback.stringValue(DownstreamFallback.class).orElseThrow();
            throw new ConfigurationException(
                    "Fallback "
                            + fallback.getBeanType().getName() + " is never asked: "
                            + (methods.calling(downstream).isEmpty()
                                    ? "nothing is @Downstream(\"" + downstream
                                            + "\"); a call in code brings its own, Call.withFallback"
                                    : "no @Downstream(\"" + downstream
                                            + "\") has a method of the same name, the same parameters, and a result that fits"));
        }
    }

    private static Class<?> typeOf(BeanDefinition<?> bean) {
        return bean instanceof AdvisedBeanType<?> advised ? advised.getInterceptedType() : bean.getBeanType();
    }

    /** Of a bean, or of what it extends or implements: static methods of other classes nobody sees. */
    private static void refuseGuardOfStaticMethod(Class<?> type) {
        ClassUtils.resolveHierarchy(type).stream()
                .flatMap(each -> DeclaredGuard.declared(each).stream())
                .filter(method -> Modifier.isStatic(method.getModifiers())
                        && DeclaredGuard.on(method).isPresent())
                .findFirst()
                .ifPresent(method -> {
                    throw new ConfigurationException("Method " + method.getName() + " of "
                            + method.getDeclaringClass().getName()
                            + " is static, and no guard can stand around it: make it an instance method");
                });
    }

    private static void refuseMissingGuard(BeanDefinition<?> bean) {
        Class<?> type = typeOf(bean);
        refuseForgottenGuard(bean, type);
        if (DeclaredGuard.on(type).isPresent()) {
            refuseProtectedMethod(type);
        }
    }

    /** Guards stand around what others call: a protected method would be called by its package, and by nobody's guard. */
    private static void refuseProtectedMethod(Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            if (Modifier.isProtected(method.getModifiers())
                    && !Modifier.isStatic(method.getModifiers())
                    && !method.isSynthetic()
                    && DeclaredGuard.on(method).isEmpty()) {
                throw new ConfigurationException("Method " + method.getName() + " of " + type.getName()
                        + " is protected, and so not guarded by the type's @Downstream: make it private, or public, or"
                        + " put @Downstream on it too");
            }
        }
    }

    /**
     * A bean that extends or implements a guarded type and is not guarded itself, such as a client of a guarded interface,
     * or an adapter behind a guarded port. Stubs are meant to be so.
     */
    private static void refuseForgottenGuard(BeanDefinition<?> bean, Class<?> type) {
        for (Class<?> above : DeclaredGuard.supertypes(type)) {
            for (Method method : promised(above)) {
                if (!isGuarded(bean, method)) {
                    throw new ConfigurationException("Bean " + type.getName() + " is not guarded, though its method "
                            + method.getName() + " is declared in " + above.getName()
                            + ", which is: put @Downstream on " + type.getSimpleName() + " too");
                }
            }
        }
    }

    /**
     * The methods of a type that are guarded, for whoever looks at it alone.
     *
     * @throws ConfigurationException if it is guarded, and refers to what is not there
     */
    static List<Method> promised(Class<?> type) {
        return DeclaredGuard.declared(type).stream()
                .filter(StartCheck::isPromised)
                .toList();
    }

    private static boolean isPromised(Method method) {
        int modifiers = method.getModifiers();
        return !method.isSynthetic()
                && !method.isDefault()
                && !Modifier.isStatic(modifiers)
                && !Modifier.isPrivate(modifiers)
                && (DeclaredGuard.on(method).isPresent()
                        || DeclaredGuard.on(method.getDeclaringClass()).isPresent());
    }

    private static boolean isGuarded(BeanDefinition<?> bean, Method method) {
        List<? extends ExecutableMethod<?, ?>> called = bean.getExecutableMethods().stream()
                .filter(each -> each.getMethodName().equals(method.getName())
                        && DeclaredGuard.fits(method.getParameterTypes(), each.getArgumentTypes()))
                .toList();
        return !called.isEmpty() && called.stream().allMatch(each -> each.hasStereotype(Downstream.class));
    }
}
