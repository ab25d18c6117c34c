package dev.nostage.partitioning.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Wrapper;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Passes every call on, and shows what comes back in another form; for what is called too seldom to write it out. */
final class Shield implements InvocationHandler {

    private final Object physical;
    private final UnaryOperator<Object> shown;

    private Shield(Object physical, UnaryOperator<Object> shown) {
        this.physical = physical;
        this.shown = shown;
    }

    static <T> T over(Class<T> type, T physical, UnaryOperator<Object> shown) {
        Object shield = Proxy.newProxyInstance(
                Shield.class.getClassLoader(), new Class<?>[] {type}, new Shield(physical, shown));
        return type.cast(shield);
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Wrapper.class) {
            Class<?> asked = arguments == null ? null : (Class<?>) arguments[0];
            if (method.getName().equals("isWrapperFor")) {
                return asked != null && asked.isInstance(proxy);
            }
            throw Unwrappable.refusal(asked == null ? Object.class : asked);
        }
        if (method.getName().equals("equals") && arguments != null) {
            return proxy == arguments[0];
        }
        try {
            Object result = method.invoke(physical, arguments);
            return result == null ? null : shown.apply(result);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
