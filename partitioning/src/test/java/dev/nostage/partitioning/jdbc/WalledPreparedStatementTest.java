package dev.nostage.partitioning.jdbc;

import static dev.nostage.partitioning.jdbc.Driver.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.partitioning.jdbc.JdbcWall.Bound;
import dev.nostage.partitioning.sql.JudgedStatement;
import dev.nostage.partitioning.sql.Verdict.Proven;
import dev.nostage.tenancy.Tenant;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of the values that are bound: never more than the driver was given. */
final class WalledPreparedStatementTest {

    private static final int OTHER = FIRST + 2;

    private final Driver driver = new Driver();
    private final WalledPreparedStatement statement = statement(0);

    private WalledPreparedStatement statement(int shift) {
        JudgedStatement reads = new JudgedStatement(false, Set.of("note"), Set.of(), Set.of(), Set.of());
        return new WalledPreparedStatement(
                driver.connect(TransactionStamp.NONE),
                driver.open(PreparedStatement.class),
                shift,
                new Proven(List.of(FIRST, OTHER), List.of(), List.of(), reads));
    }

    static List<Method> setters() {
        return Arrays.stream(PreparedStatement.class.getDeclaredMethods())
                .filter(method -> method.getName().startsWith("set"))
                .sorted(Comparator.comparing(Method::toGenericString))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("setters")
    void takesNothingButTextForATenant(Method setter) throws Exception {
        statement.setString(FIRST, "acme");
        statement.setString(OTHER, "globex");
        Object[] arguments = driver.arguments(setter);

        setter.invoke(statement, arguments);

        boolean text = Set.of("setString", "setNString").contains(setter.getName())
                || (setter.getName().equals("setObject") && setter.getParameterCount() == 2);
        assertThat(statement.at(FIRST)).isSameAs(text ? arguments[1] : null);
        assertThat(statement.at(OTHER)).isEqualTo("globex");
    }

    @ParameterizedTest
    @MethodSource("setters")
    void knowsNothingOfAValueThatTheDriverDidNotTake(Method setter) throws Exception {
        statement.setString(FIRST, "acme");
        driver.failing.add(setter.getName());

        assertThatThrownBy(() -> setter.invoke(statement, driver.arguments(setter)))
                .isInstanceOf(InvocationTargetException.class);
        assertThat(statement.at(FIRST)).isNull();
    }

    @ParameterizedTest
    @MethodSource("setters")
    void leavesRoomForWhatStandsBeforeTheStatement(Method setter) throws Exception {
        WalledPreparedStatement behind = statement(3);
        Object[] arguments = driver.arguments(setter);
        driver.calls.clear();

        setter.invoke(behind, arguments);

        arguments[0] = FIRST + 3;
        assertThat(driver.calls)
                .singleElement()
                .satisfies(call -> assertThat(call.arguments()).containsExactly(arguments));
    }

    @ParameterizedTest
    @ValueSource(ints = {Types.VARCHAR, Types.LONGVARCHAR, Types.NVARCHAR})
    void takesAnObjectThatIsBoundAsText(int type) throws SQLException {
        JDBCType named = JDBCType.valueOf(type);
        statement.setObject(FIRST, "a", type);
        assertThat(statement.at(FIRST)).isEqualTo("a");
        statement.setObject(FIRST, "b", type, 1);
        assertThat(statement.at(FIRST)).isEqualTo("b");
        statement.setObject(FIRST, "c", named);
        assertThat(statement.at(FIRST)).isEqualTo("c");
        statement.setObject(FIRST, "d", named, 1);
        assertThat(statement.at(FIRST)).isEqualTo("d");
    }

    @Test
    void forgetsWhatIsCleared() throws SQLException {
        statement.setString(FIRST, "acme");
        driver.failing.add("clearParameters");
        assertThatThrownBy(statement::clearParameters).hasMessage("clearParameters failed");
        assertThat(statement.at(FIRST)).isSameAs(Bound.UNBOUND);
    }

    @Test
    void keepsNothingThatIsBoundElsewhere() throws SQLException {
        statement.setString(FIRST + 1, "acme");
        assertThat(statement.at(FIRST)).isSameAs(Bound.UNBOUND);
        assertThat(statement.at(OTHER)).isSameAs(Bound.UNBOUND);
    }

    @Test
    void letsNobodyChangeAValueBetweenItsComparisonAndItsSending() throws Exception {
        PreparedStatement[] read = new PreparedStatement[1];
        Thread other = new Thread(() -> {
            try {
                read[0].setString(1, "globex");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        // The stamp comes after the comparison, and before the statement.
        TransactionStamp between = (physical, tenant) -> {
            other.start();
            while (other.getState() != Thread.State.WAITING && other.isAlive()) {
                Thread.onSpinWait();
            }
        };
        try (WalledDatabase database = new WalledDatabase(between)) {
            database.as(Tenant.live("acme"), connection -> {
                read[0] = WalledDatabase.bound(connection, "select text from note where tenant_id = ?", "acme");
                ResultSet rows = read[0].executeQuery();
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("ours");
                while (other.isAlive()) {
                    Thread.onSpinWait();
                }
            });
        }
    }
}
