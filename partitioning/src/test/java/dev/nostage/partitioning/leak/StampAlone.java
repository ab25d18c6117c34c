package dev.nostage.partitioning.leak;

import dev.nostage.partitioning.jdbc.Unjudged;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import javax.sql.DataSource;

/**
 * What is left of the second wall where it is off, and a PostgreSQL's own stands: transactions are stamped. Whatever else
 * the wall refuses, unwrapping among it, is handed to the driver.
 */
public final class StampAlone {

    private StampAlone() {}

    public static DataSource over(DataSource physical) {
        return (DataSource) Proxy.newProxyInstance(
                StampAlone.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("getConnection")) {
                        return invoke(method, physical, arguments);
                    }
                    // The stamping one opens the very connection that is asked for behind it.
                    Connection[] opened = new Connection[1];
                    DataSource once = (DataSource) Proxy.newProxyInstance(
                            StampAlone.class.getClassLoader(), new Class<?>[] {DataSource.class}, (p, m, a) -> {
                                opened[0] = physical.getConnection();
                                return opened[0];
                            });
                    Connection stamped = Unjudged.over(once).getConnection();
                    return connection(stamped, opened[0]);
                });
    }

    private static Connection connection(Connection stamped, Connection physical) {
        return (Connection) Proxy.newProxyInstance(
                StampAlone.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    boolean refusedThere = switch (method.getName()) {
                        case "unwrap", "isWrapperFor", "prepareCall", "setSchema", "setCatalog", "setClientInfo" ->
                            true;
                        case "createStatement", "prepareStatement" ->
                            arguments != null
                                    && arguments.length > 1
                                    && Arrays.asList(arguments).contains(ResultSet.CONCUR_UPDATABLE);
                        default -> false;
                    };
                    if (refusedThere) {
                        try (Statement any = stamped.createStatement()) {
                            any.execute("select 1");
                        }
                    }
                    return invoke(method, refusedThere ? physical : stamped, arguments);
                });
    }

    private static Object invoke(java.lang.reflect.Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
