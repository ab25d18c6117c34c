package dev.nostage.partitioning.jdbc;

import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.sql.Partitions.Kind;
import dev.nostage.partitioning.sql.StatementGuard;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Connection;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLWarning;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A driver without a database: it notes each call of it, and answers with something that can be told from all else. */
final class Driver {

    /** The first whole number of each call; the next are those that follow. Second is {@code CONCUR_READ_ONLY}. */
    static final int FIRST = 1006;

    record Call(
            Method method,
            List<@Nullable Object> arguments,
            @Nullable Object answer) {

        @Override
        public String toString() {
            return method.getName() + arguments;
        }
    }

    final List<Call> calls = new ArrayList<>();

    /** What it says to whoever asks whether. */
    boolean yes = true;

    /** The methods that fail. */
    final Set<String> failing = new HashSet<>();

    <T> T open(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                Driver.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return switch (method.getName()) {
                            case "equals" -> self == arguments[0];
                            case "hashCode" -> System.identityHashCode(self);
                            default -> "physical " + type.getSimpleName() + " " + System.identityHashCode(self);
                        };
                    }
                    Object answer = method.getReturnType() == void.class ? null : value(method.getReturnType(), 40);
                    calls.add(new Call(method, arguments == null ? List.of() : Arrays.asList(arguments), answer));
                    if (failing.contains(method.getName())) {
                        throw new SQLException(method.getName() + " failed");
                    }
                    return answer;
                }));
    }

    List<String> names() {
        return calls.stream().map(call -> call.method().getName()).toList();
    }

    /** What was called since it was asked last, with plain arguments. */
    List<String> heard() {
        List<String> heard = calls.stream().map(Call::toString).toList();
        calls.clear();
        return heard;
    }

    /** A connection to it behind the wall, which knows the tables {@code note}, partitioned, and {@code country}, shared. */
    WalledConnection connect(TransactionStamp stamp) {
        StatementGuard guard =
                new StatementGuard(table -> table.name().equals("note") ? Kind.PARTITIONED : Kind.SHARED, Set.of());
        try {
            WalledConnection connection = new WalledConnection(
                    open(Connection.class), new JdbcWall(guard, List.of(), stamp, new SecurityLog(() -> 0)));
            connection.refuseLargeObjects(); // asks once what database it is
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            calls.clear();
        }
    }

    /** Arguments for a call of it, each of them another. */
    @Nullable
    Object[] arguments(Method method) {
        Class<?>[] types = method.getParameterTypes();
        @Nullable Object[] arguments = new @Nullable Object[types.length];
        int number = FIRST;
        for (int i = 0; i < types.length; i++) {
            arguments[i] = value(types[i], types[i] == int.class ? number++ : number);
        }
        return arguments;
    }

    private Object value(Class<?> type, int number) {
        if (type == String[].class) {
            return new String[] {"id"};
        }
        if (type.isArray()) {
            Object array = Array.newInstance(type.getComponentType(), 1);
            Array.set(array, 0, value(type.getComponentType(), number));
            return array;
        }
        if (type.isPrimitive()) {
            return primitive(type, number);
        }
        if (type == Class.class) {
            return Object.class;
        }
        if (type == SQLType.class) {
            return JDBCType.INTEGER;
        }
        return type.isInterface() && type != Map.class ? open(type) : object(type);
    }

    private Object primitive(Class<?> type, int number) {
        return switch (type.getName()) {
            case "boolean" -> yes;
            case "byte" -> (byte) 41;
            case "short" -> (short) 42;
            case "long" -> 43L;
            case "float" -> 44f;
            case "double" -> 45d;
            default -> number;
        };
    }

    private static Object object(Class<?> type) {
        try {
            return switch (type.getSimpleName()) {
                case "String" -> new String("select 1");
                case "Object" -> new Object();
                case "Map" -> Map.of("text", String.class);
                case "InputStream" -> InputStream.nullInputStream();
                case "Reader" -> Reader.nullReader();
                case "BigDecimal" -> new BigDecimal("46");
                case "URL" -> new URL("http://localhost/47");
                case "Date" -> new Date(48);
                case "Time" -> new Time(49);
                case "Timestamp" -> new Timestamp(50);
                case "Calendar" -> Calendar.getInstance();
                case "Properties" -> new Properties();
                case "SQLWarning" -> new SQLWarning("warned");
                default -> throw new IllegalArgumentException("has no " + type);
            };
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
