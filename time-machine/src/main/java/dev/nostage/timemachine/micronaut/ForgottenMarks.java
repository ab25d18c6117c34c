package dev.nostage.timemachine.micronaut;

import dev.nostage.tenancy.micronaut.ApplicationBeans;
import dev.nostage.timemachine.LiveFrom;
import io.micronaut.context.BeanContext;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.reflect.ClassUtils;
import io.micronaut.core.reflect.ReflectionUtils;
import jakarta.inject.Singleton;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

/**
 * Stops the start where {@link LiveFrom} stands above a bean that does not inherit it. A route takes its path from an
 * interface, but not its launch: it would be there before its time, and for everybody.
 */
@Singleton
final class ForgottenMarks implements ApplicationEventListener<StartupEvent> {

    private final BeanContext beans;

    ForgottenMarks(BeanContext beans) {
        this.beans = beans;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        ApplicationBeans.of(beans)
                .map(Successions::typeOf)
                .distinct()
                .filter(type -> !isMarked(type))
                .forEach(ForgottenMarks::refuseMarkAbove);
    }

    private static void refuseMarkAbove(Class<?> type) {
        for (Class<?> above : ClassUtils.resolveHierarchy(type)) {
            if (isMarked(above)) {
                throw forgotten(type.getName(), above.getName());
            }
            for (Method method : methods(above)) {
                if (isMarked(method) && !Modifier.isStatic(method.getModifiers()) && isOverridden(type, method)) {
                    throw forgotten(type.getName() + "." + method.getName(), above.getName() + "." + method.getName());
                }
            }
        }
    }

    /** Whether the type has another method in the place of this one, and without a mark. */
    private static boolean isOverridden(Class<?> type, Method marked) {
        return ReflectionUtils.findMethod(type, marked.getName(), marked.getParameterTypes())
                .filter(called -> !called.equals(marked) && !isMarked(called))
                .isPresent();
    }

    private static ConfigurationException forgotten(String what, String above) {
        return new ConfigurationException(what + " would be live at once, though " + above
                + " is @LiveFrom: that is not inherited, so put it on " + what + " too");
    }

    private static boolean isMarked(AnnotatedElement element) {
        return element.isAnnotationPresent(LiveFrom.class)
                || Arrays.stream(element.getAnnotations())
                        .anyMatch(each -> each.annotationType().isAnnotationPresent(LiveFrom.class));
    }

    /** None of a type that refers to what is not there: it is somebody else's, with a method for a library not used here. */
    private static List<Method> methods(Class<?> type) {
        try {
            return List.of(type.getDeclaredMethods());
        } catch (LinkageError e) {
            return List.of();
        }
    }
}
