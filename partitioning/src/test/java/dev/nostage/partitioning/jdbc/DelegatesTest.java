package dev.nostage.partitioning.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.jdbc.Driver.Call;
import dev.nostage.partitioning.sql.JudgedStatement;
import dev.nostage.partitioning.sql.Verdict;
import dev.nostage.partitioning.sql.Verdict.Proven;
import dev.nostage.partitioning.sql.Verdict.Refused;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method of what the wall hands out is passed on as it is, or is refused; none is forgotten or mistaken for another. */
final class DelegatesTest {

    private static final Tenant ACME = Tenant.live("acme");
    private static final Tenant GLOBEX = Tenant.live("globex");
    private static final Proven ANYBODYS = new Proven(
            List.of(), List.of(), List.of(), new JudgedStatement(false, Set.of(), Set.of(), Set.of(), Set.of()));

    /** What neither is passed on nor reaches the driver. */
    private static final Set<String> REFUSED =
            Set.of("prepareCall", "setSchema", "setCatalog", "setClientInfo", "unwrap");

    /** What the wall itself answers. */
    private static final Set<String> OWN =
            Set.of("isWrapperFor", "getConnection", "getStatement", "rowDeleted", "rowInserted", "rowUpdated");

    private static final Set<String> MOVES = Set.of("absolute", "first", "last", "next", "previous", "relative");

    private final Driver driver = new Driver();
    private Function<String, Verdict> judge = sql -> ANYBODYS;

    static List<Method> every() {
        return Stream.of(Connection.class, Statement.class, PreparedStatement.class, ResultSet.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> Modifier.isAbstract(method.getModifiers()) || isWalled(method))
                .distinct()
                .sorted(Comparator.comparing(Method::toGenericString))
                .toList();
    }

    /** Whether a method that need not be written is. */
    private static boolean isWalled(Method method) {
        try {
            return !Modifier.isStatic(method.getModifiers())
                    && !walledType(method.getDeclaringClass())
                            .getMethod(method.getName(), method.getParameterTypes())
                            .getDeclaringClass()
                            .isInterface();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> walledType(Class<?> type) {
        if (type == Connection.class) {
            return WalledConnection.class;
        }
        return type == ResultSet.class ? WalledResultSet.class : WalledPreparedStatement.class;
    }

    static List<Method> passed() {
        return every().stream()
                .filter(method -> !isRefused(method) && !OWN.contains(method.getName()))
                .toList();
    }

    static List<Method> refused() {
        return every().stream().filter(DelegatesTest::isRefused).toList();
    }

    private static boolean isRefused(Method method) {
        boolean writesRows = method.getDeclaringClass() == ResultSet.class
                && method.getName().matches("update.*|(cancel|delete|insert|moveTo|refresh).*Row.*");
        return writesRows || REFUSED.contains(method.getName());
    }

    static List<Method> ofText() {
        return passed().stream()
                .filter(method -> method.getName().matches("execute.*|addBatch|prepareStatement")
                        && method.getParameterCount() > 0)
                .toList();
    }

    static List<Method> ofRows() {
        return passed().stream()
                .filter(method -> method.getDeclaringClass() == ResultSet.class)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("passed")
    void isPassedOnOnceAsItIsAndItsAnswerComesBack(Method method) throws Exception {
        for (boolean yes : new boolean[] {true, false}) {
            driver.yes = yes;
            Object walled = walled(method.getDeclaringClass(), null);
            @Nullable Object[] arguments = driver.arguments(method);
            driver.calls.clear();

            Object answer = call(walled, method, arguments);

            assertThat(driver.calls).hasSize(1);
            Call call = driver.calls.get(0);
            assertThat(call.method().getName()).isEqualTo(method.getName());
            assertThat(call.method().getParameterTypes()).isEqualTo(method.getParameterTypes());
            assertThat(call.arguments()).containsExactly(arguments);
            assertThat(isTheSame(call.answer(), answer)).as("%s", answer).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedBeforeTheDriverHearsOfIt(Method method) {
        Object walled = walled(method.getDeclaringClass(), null);
        @Nullable Object[] arguments = driver.arguments(method);
        if (method.getName().equals("unwrap")) {
            arguments[0] = Driver.class;
        }
        driver.calls.clear();

        assertThatThrownBy(() -> call(walled, method, arguments)).isInstanceOf(SQLException.class);
        assertThat(driver.calls).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ofText")
    void isJudgedBeforeTheDriverHearsOfIt(Method method) {
        judge = sql -> new Refused("note", "is refused");
        Object walled = walled(method.getDeclaringClass(), null);
        driver.calls.clear();

        assertThatThrownBy(() -> call(walled, method, driver.arguments(method)))
                .isInstanceOf(StatementRefusedException.class);
        assertThat(driver.calls).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ofRows")
    void movesATenantsRowsForThatTenantAlone(Method method) throws Exception {
        Object rows = walled(ResultSet.class, ACME);
        @Nullable Object[] arguments = driver.arguments(method);
        driver.calls.clear();
        if (MOVES.contains(method.getName())) {
            assertThatThrownBy(() ->
                            Tenants.<@Nullable Object, Exception>callAs(GLOBEX, () -> call(rows, method, arguments)))
                    .isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> call(rows, method, arguments)).isInstanceOf(TenantMissingException.class);
            assertThat(driver.calls).isEmpty();
        }
        Tenants.<@Nullable Object, Exception>callAs(ACME, () -> call(rows, method, arguments));
        assertThat(driver.names()).containsExactly(method.getName());
    }

    @Test
    void changesNoRowThroughAResult() throws SQLException {
        ResultSet rows = (ResultSet) walled(ResultSet.class, null);
        assertThat(rows.rowDeleted() || rows.rowInserted() || rows.rowUpdated()).isFalse();
    }

    @Test
    void looksAtEveryMethodThereIs() {
        assertThat(passed()).hasSizeGreaterThan(200);
        assertThat(refused()).hasSizeGreaterThan(90);
        assertThat(ofText()).hasSize(20);
    }

    private Object walled(Class<?> type, @Nullable Tenant reader) {
        try {
            JdbcWall wall = new JdbcWall(judge, List.of(), TransactionStamp.NONE, new SecurityLog(() -> 0));
            WalledConnection connection = new WalledConnection(driver.open(Connection.class), wall);
            connection.refuseLargeObjects(); // asks the driver what database it is, once
            if (type == Connection.class) {
                return connection;
            }
            if (type == ResultSet.class) {
                return new WalledResultSet(
                        driver.open(ResultSet.class), null, new Shown(connection, wall.reader(reader)));
            }
            return type == Statement.class
                    ? new WalledStatement<>(connection, driver.open(Statement.class))
                    : new WalledPreparedStatement(connection, driver.open(PreparedStatement.class), 0, ANYBODYS);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object call(Object walled, Method method, @Nullable Object[] arguments) throws Exception {
        try {
            return method.invoke(walled, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception thrown ? thrown : e;
        }
    }

    /** Whether what was handed out is what the driver answered, or its walled form. */
    private static boolean isTheSame(@Nullable Object physical, @Nullable Object answer) {
        if (answer instanceof WalledStatement<?> statement) {
            return statement.physical == physical;
        }
        if (answer instanceof WalledResultSet rows) {
            return rows.physical == physical;
        }
        boolean shielded = answer != null
                && Proxy.isProxyClass(answer.getClass())
                && Proxy.getInvocationHandler(answer) instanceof Shield;
        return shielded
                ? answer != physical && answer.toString().equals(String.valueOf(physical))
                : answer == physical || (physical != null && physical.equals(answer));
    }
}
