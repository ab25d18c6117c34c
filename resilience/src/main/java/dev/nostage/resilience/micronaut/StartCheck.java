package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.Effect;
import io.micronaut.context.BeanContext;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.inject.AdvisedBeanType;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.util.Optional;

/** Stops the start where somebody must believe in a guard or a stub that is not in force. */
@Singleton
final class StartCheck implements ApplicationEventListener<StartupEvent> {

    private static final String CLIENT = "io.micronaut.http.client.annotation.Client";

    private final BeanContext beans;
    private final Stubs stubs;
    private final GuardedMethods methods;
    private final Downstreams downstreams;

    StartCheck(BeanContext beans, Stubs stubs, GuardedMethods methods, Downstreams downstreams) {
        this.beans = beans;
        this.stubs = stubs;
        this.methods = methods;
        this.downstreams = downstreams;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        stubs.all().forEach(this::refuseStubThatIsNeverAsked);
        beans.getBeanDefinitions(Qualifiers.byStereotype(CLIENT)).forEach(StartCheck::refuseForgottenGuard);
    }

    private void refuseStubThatIsNeverAsked(BeanDefinition<?> stub) {
        String downstream = Stubs.downstreamOf(stub);
        Effect effect = downstreams.get(downstream).options().effect();
        if (!effect.isScreened()) {
            throw new ConfigurationException("Stub " + stub.getBeanType().getName() + " is never asked: downstream \""
                    + downstream + "\" is " + effect + ", and tests reach it");
        }
        if (!methods.isCalled(downstream)) {
            throw new ConfigurationException("Stub " + stub.getBeanType().getName() + " is never asked: nothing is"
                    + " @Downstream(\"" + downstream + "\")");
        }
    }

    /** A client that extends a guarded interface and is not guarded itself. */
    private static void refuseForgottenGuard(BeanDefinition<?> client) {
        Class<?> type =
                client instanceof AdvisedBeanType<?> advised ? advised.getInterceptedType() : client.getBeanType();
        for (Method method : type.getMethods()) {
            boolean promised = method.isAnnotationPresent(Downstream.class)
                    || method.getDeclaringClass().isAnnotationPresent(Downstream.class);
            Optional<? extends ExecutableMethod<?, ?>> called =
                    client.findMethod(method.getName(), method.getParameterTypes());
            if (promised && called.isPresent() && !called.get().hasStereotype(Downstream.class)) {
                throw new ConfigurationException("Client " + type.getName() + " is not guarded, though its method "
                        + method.getName() + " is declared in "
                        + method.getDeclaringClass().getName()
                        + ", which is: put @Downstream on the client too");
            }
        }
    }
}
