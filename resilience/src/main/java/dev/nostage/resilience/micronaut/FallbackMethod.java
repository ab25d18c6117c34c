package dev.nostage.resilience.micronaut;

import io.micronaut.aop.MethodInvocationContext;
import io.micronaut.context.BeanContext;
import io.micronaut.core.util.ArrayUtils;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The method that answers when a guarded one cannot.
 *
 * @param bean null if it is the guarded bean's own
 * @param parameters their types
 */
record FallbackMethod(@Nullable BeanDefinition<?> bean, String name, List<Class<?>> parameters, Invocation invocation) {

    /** Calls the method. */
    @FunctionalInterface
    interface Invocation {

        @Nullable
        Object call(Object guarded, Object[] values) throws Throwable;
    }

    static FallbackMethod of(BeanContext beans, BeanDefinition<?> bean, ExecutableMethod<Object, ?> method) {
        return new FallbackMethod(
                bean,
                bean.getBeanType().getName() + "." + method.getMethodName(),
                List.of(method.getArgumentTypes()),
                (guarded, values) -> method.invoke(beans.getBean(bean), values));
    }

    /**
     * By reflection: what a client's interface implements itself is not among what the framework can call.
     *
     * @throws InaccessibleObjectException if its module keeps it closed
     */
    static FallbackMethod own(Method method) {
        method.setAccessible(true); // public, of a type that may not be
        MethodHandle handle;
        try {
            handle = MethodHandles.lookup().unreflect(method);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Made accessible, and is not: " + method, e);
        }
        return new FallbackMethod(
                null,
                method.getDeclaringClass().getName() + "." + method.getName(),
                List.of(method.getParameterTypes()),
                (guarded, values) -> handle.bindTo(guarded).invokeWithArguments(values));
    }

    /** Whether it is this method, of this bean. */
    boolean is(BeanDefinition<?> standIn, ExecutableMethod<?, ?> method) {
        return standIn.equals(bean)
                && name.equals(standIn.getBeanType().getName() + "." + method.getMethodName())
                && parameters.equals(List.of(method.getArgumentTypes()));
    }

    @SuppressWarnings("NullAway") // may be null where the guarded method's may, and is handed through alike
    Object answer(MethodInvocationContext<Object, Object> guarded, Throwable cause) {
        Object[] values = guarded.getParameterValues();
        try {
            return invocation.call(
                    guarded.getTarget(), parameters.size() > values.length ? ArrayUtils.concat(values, cause) : values);
        } catch (Throwable e) {
            throw FallbackMethod.<RuntimeException>asIs(e);
        }
    }

    @SuppressWarnings("unchecked") // nothing is cast: whatever the method throws is thrown on
    private static <X extends Throwable> RuntimeException asIs(Throwable e) throws X {
        throw (X) e;
    }

    @Override
    public String toString() {
        return name;
    }
}
