package dev.nostage.partitioning.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/** Passes every call on, and shows what comes back in another form; for what is called too seldom to write it out. */
final class Shield implements InvocationHandler {

    /** Of the metadata: it counts the rows of an index, and those are all tenants'. */
    private static final String COUNTS_ROWS = "getIndexInfo";

    private final Object physical;
    private final Shown shown;

    private Shield(Object physical, Shown shown) {
        this.physical = physical;
        this.shown = shown;
    }

    static <T> T over(Class<T> type, T physical, Shown shown) {
        Object shield = Proxy.newProxyInstance(
                Shield.class.getClassLoader(), new Class<?>[] {type}, new Shield(physical, shown));
        return type.cast(shield);
    }

    /** What the driver knows of something that may have been shown, such as an array that is handed back to it. */
    @SuppressWarnings("unchecked")
    static <T extends @Nullable Object> T behind(T value) {
        if (value instanceof @Nullable Object[] elements) {
            return (T) elementsBehind(elements);
        }
        return value != null
                        && Proxy.isProxyClass(value.getClass())
                        && Proxy.getInvocationHandler(value) instanceof Shield shield
                ? (T) shield.physical
                : value;
    }

    @SuppressWarnings("ReferenceEquality")
    private static @Nullable Object[] elementsBehind(@Nullable Object[] elements) {
        @Nullable Object[] behind = new @Nullable Object[elements.length];
        boolean same = true;
        for (int i = 0; i < elements.length; i++) {
            behind[i] = behind(elements[i]);
            same &= behind[i] == elements[i];
        }
        return same ? elements : behind;
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
        if (method.getName().equals(COUNTS_ROWS)) {
            throw new SQLFeatureNotSupportedException(
                    "Indexes are not described here, since that tells how many rows all"
                            + " tenants have together: ask for them on a data source that has no wall");
        }
        try {
            return shown.of(method.invoke(physical, behind(arguments)));
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
