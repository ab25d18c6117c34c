package dev.nostage.timemachine.micronaut;

import io.micronaut.context.BeanContext;
import io.micronaut.inject.BeanDefinition;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A method of a bean that need not know that it is called in the place of another. */
final class BeanMethod {

    private static final MethodType ANY = MethodType.methodType(Object.class, Object.class, Object[].class);

    private final BeanContext beans;
    private final BeanDefinition<?> bean;
    private final MethodHandle handle;

    BeanMethod(BeanContext beans, BeanDefinition<?> bean, Method method) {
        this.beans = beans;
        this.bean = bean;
        try {
            method.setAccessible(true); // of a class that need not be public
            this.handle = MethodHandles.lookup()
                    .unreflect(method)
                    .asSpreader(Object[].class, method.getParameterCount())
                    .asType(ANY);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " cannot be called", e);
        }
    }

    /** What the method answers, or throws. */
    @Nullable
    Object call(@Nullable Object[] arguments) {
        try {
            return handle.invokeExact((Object) beans.getBean(bean), arguments);
        } catch (Throwable thrown) {
            throw BeanMethod.<RuntimeException>asItIs(thrown);
        }
    }

    /** The method's own exception, which its caller knows from the method that it meant to call. */
    @SuppressWarnings("unchecked")
    private static <X extends Throwable> RuntimeException asItIs(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
