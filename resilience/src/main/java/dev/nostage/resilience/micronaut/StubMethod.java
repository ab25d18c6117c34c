package dev.nostage.resilience.micronaut;

import io.micronaut.aop.MethodInvocationContext;
import io.micronaut.context.BeanContext;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import java.util.Arrays;

/** The method of a stub that answers in the place of a guarded one. */
record StubMethod(BeanContext beans, BeanDefinition<Object> stub, ExecutableMethod<Object, ?> method) {

    @SuppressWarnings("NullAway") // may be null where the guarded method's may, and is handed through alike
    Object answer(MethodInvocationContext<?, ?> guarded) {
        return method.invoke(beans.getBean(stub), guarded.getParameterValues());
    }

    /** Whether it is this method, of this bean. */
    boolean is(BeanDefinition<?> standIn, ExecutableMethod<?, ?> other) {
        return standIn.equals(stub)
                && method.getMethodName().equals(other.getMethodName())
                && Arrays.equals(method.getArgumentTypes(), other.getArgumentTypes());
    }

    @Override
    public String toString() {
        return stub.getBeanType().getName() + "." + method.getMethodName();
    }
}
