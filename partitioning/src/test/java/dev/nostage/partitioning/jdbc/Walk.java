package dev.nostage.partitioning.jdbc;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Goes from a connection to all that JDBC's methods answer, and to all that those answer, as far as it goes. */
final class Walk {

    private static final List<String> BEHIND = List.of("org.postgresql.", "org.h2.", "com.zaxxer.");

    /** Nobody learns anything by these, and what is walked would end. */
    private static final Set<String> LEFT_OUT = Set.of("free", "toString", "getParentLogger");

    /** How often one step is taken: what it leads to may lead to it again, and be made anew each time. */
    private static final int OFTEN = 3;

    private final String query;
    private final Map<String, Integer> steps = new HashMap<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Classes of the driver or the pool, and the way that leads to them. */
    final Set<String> leads = new LinkedHashSet<>();

    /** The interfaces of what was met. */
    final Set<String> met = new TreeSet<>();

    /** @param query answers two columns that lead on, {@code tags} and {@code grid} */
    Walk(String query) {
        this.query = query;
    }

    void from(@Nullable Object object, String way) throws SQLException {
        if (object instanceof Object[] elements) {
            for (Object element : elements) {
                from(element, way + "[]");
            }
            return;
        }
        if (object == null || object instanceof Throwable || !seen.add(object)) {
            return;
        }
        if (BEHIND.stream().anyMatch(object.getClass().getName()::startsWith)) {
            leads.add(object.getClass().getSimpleName() + " by " + way);
        }
        Class<?> type = jdbcType(object);
        if (type == null) {
            return;
        }
        met.add(type.getSimpleName());
        if (object instanceof ResultSet rows) {
            rows.next();
        }
        for (Method method : inOrder(type.getMethods())) {
            if (leadsOn(method)) {
                for (int variant = 1; variant <= 2; variant++) {
                    prime(object);
                    Object answer = answer(object, method, variant);
                    String step = type.getSimpleName()
                            + method
                            + variant
                            + (answer == null ? "" : answer.getClass().getName());
                    if (steps.merge(step, 1, Integer::sum) <= OFTEN) {
                        from(answer, way + "." + method.getName());
                    }
                }
            }
        }
    }

    /** The same on each machine: some steps end what others would lead on from. */
    private static List<Method> inOrder(Method[] methods) {
        return Arrays.stream(methods)
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    /** A statement has a result while it is asked for one. */
    private void prime(Object object) throws SQLException {
        if (object instanceof PreparedStatement prepared) {
            prepared.execute();
        } else if (object instanceof Statement statement) {
            statement.execute(query);
        }
    }

    private static @Nullable Class<?> jdbcType(Object object) {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> one : type.getInterfaces()) {
                if (one.getPackageName().equals("java.sql") && one != java.sql.Wrapper.class) {
                    return one;
                }
            }
        }
        return Arrays.stream(
                        new Class<?>[] {Connection.class, PreparedStatement.class, Statement.class, ResultSet.class})
                .filter(type -> type.isInstance(object))
                .findFirst()
                .orElse(null);
    }

    private static boolean leadsOn(Method method) {
        Class<?> answer = method.getReturnType();
        return !Modifier.isStatic(method.getModifiers())
                && !answer.isPrimitive()
                && !answer.getName().startsWith("java.lang.String")
                && !LEFT_OUT.contains(method.getName());
    }

    private @Nullable Object answer(Object object, Method method, int variant) {
        Class<?>[] types = method.getParameterTypes();
        @Nullable Object[] arguments = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = argument(types[i], method, variant);
        }
        try {
            return method.invoke(object, arguments);
        } catch (InvocationTargetException e) {
            return e.getCause(); // a refusal leads nowhere
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method.toString(), e);
        }
    }

    private @Nullable Object argument(Class<?> type, Method method, int variant) {
        if (type == int.class) {
            boolean makes = method.getDeclaringClass() == Connection.class;
            return makes ? ResultSet.CONCUR_READ_ONLY : variant;
        }
        if (type == String.class) {
            return text(method, variant);
        }
        if (type == Class.class) {
            boolean unwraps = method.getName().equals("unwrap");
            return variant == 1
                    ? (unwraps ? Connection.class : java.sql.Array.class)
                    : (unwraps ? Statement.class : ResultSet.class);
        }
        if (type == Object[].class) {
            return variant == 1 ? new Object[] {"x"} : new Object[] {new Object[] {"x"}, new Object[] {"y"}};
        }
        if (type == String[].class) {
            return new String[] {"TABLE"};
        }
        return other(type);
    }

    private @Nullable String text(Method method, int variant) {
        if (method.getDeclaringClass() == java.sql.DatabaseMetaData.class) {
            return null; // whichever there are
        }
        if (method.getDeclaringClass() == ResultSet.class) {
            return variant == 1 ? "tags" : "grid";
        }
        return method.getName().startsWith("create") ? "varchar" : query;
    }

    private static @Nullable Object other(Class<?> type) {
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 1);
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == long.class) {
            return 1L;
        }
        if (type == Map.class) {
            return Map.of();
        }
        if (type == Calendar.class) {
            return Calendar.getInstance();
        }
        return type == SQLType.class ? JDBCType.VARCHAR : null;
    }
}
