package dev.nostage.timemachine.micronaut;

import dev.nostage.timemachine.LiveFrom;
import io.micronaut.context.BeanContext;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.inject.AdvisedBeanType;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which beans succeed which, and the methods that answer in one another's place. */
@Singleton
final class Successions {

    private final BeanContext beans;

    Successions(BeanContext beans) {
        this.beans = beans;
    }

    /** The beans that are marked themselves, and not only methods of theirs. */
    Collection<BeanDefinition<?>> successors() {
        return beans.getBeanDefinitions(Qualifiers.byStereotype(LiveFrom.class));
    }

    /** The beans that succeed the same one. */
    List<BeanDefinition<?>> successorsOf(Class<?> predecessor) {
        return successors().stream()
                .filter(bean -> predecessor.equals(predecessorOf(bean)))
                .toList();
    }

    static @Nullable Class<?> predecessorOf(AnnotationMetadata marked) {
        return predecessorOf(mark(marked));
    }

    static @Nullable Class<?> predecessorOf(AnnotationValue<LiveFrom> mark) {
        return mark.classValue("predecessor").filter(type -> type != void.class).orElse(null);
    }

    /** The mark of a bean. */
    static AnnotationValue<LiveFrom> mark(AnnotationMetadata marked) {
        return marked.findAnnotation(LiveFrom.class).orElseThrow();
    }

    /**
     * The mark of a method, or else that of its bean: the two are never mixed. Advice mixes them, and so the method itself is
     * asked.
     */
    static AnnotationValue<LiveFrom> mark(ExecutableMethod<?, ?> method) {
        LiveFrom own = method.getTargetMethod().getAnnotation(LiveFrom.class);
        return own == null
                ? mark(method.getAnnotationMetadata())
                : AnnotationValue.builder(LiveFrom.class)
                        .value(own.value())
                        .member("until", own.until())
                        .member("predecessor", own.predecessor())
                        .member("status", own.status())
                        .build();
    }

    static boolean isMarkedItself(ExecutableMethod<?, ?> method) {
        return method.getTargetMethod().isAnnotationPresent(LiveFrom.class);
    }

    static Class<?> typeOf(BeanDefinition<?> bean) {
        return bean instanceof AdvisedBeanType<?> advised ? advised.getInterceptedType() : bean.getBeanType();
    }

    /** @throws ConfigurationException if the type is no bean, or more than one; the message names both sides */
    BeanDefinition<?> bean(Class<?> predecessor, String successor) {
        List<? extends BeanDefinition<?>> found = beans.getBeanDefinitions(predecessor).stream()
                .filter(bean -> typeOf(bean) == predecessor)
                .toList();
        if (found.size() != 1) {
            throw new ConfigurationException(successor + " succeeds " + predecessor.getName() + ", which is "
                    + (found.isEmpty() ? "no bean" : "more than one bean") + ": name the class of one bean");
        }
        return found.get(0);
    }

    /** @throws ConfigurationException if the bean has no such method; the message names both sides */
    BeanMethod method(BeanDefinition<?> instead, ExecutableMethod<?, ?> called) {
        Class<?> type = typeOf(instead);
        Method method = find(type, called);
        if (method == null || !called.getReturnType().getType().isAssignableFrom(method.getReturnType())) {
            throw new ConfigurationException(called.getDeclaringType().getName() + " and " + type.getName()
                    + " succeed one another, and the second lacks the method " + signature(called)
                    + ": declare it there, or on a type that both share");
        }
        return new BeanMethod(beans, instead, method);
    }

    private static @Nullable Method find(Class<?> type, ExecutableMethod<?, ?> called) {
        Deque<Class<?>> open = new ArrayDeque<>(List.of(type));
        while (!open.isEmpty()) {
            Class<?> next = open.pop();
            for (Method method : next.getDeclaredMethods()) {
                if (!method.isBridge()
                        && method.getName().equals(called.getMethodName())
                        && Arrays.equals(method.getParameterTypes(), called.getArgumentTypes())) {
                    return method;
                }
            }
            open.addAll(List.of(next.getInterfaces()));
            if (next.getSuperclass() != null) {
                open.push(next.getSuperclass());
            }
        }
        return null;
    }

    private static String signature(ExecutableMethod<?, ?> method) {
        return method.getReturnType().getType().getSimpleName() + " " + method.getMethodName()
                + Arrays.stream(method.getArgumentTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
