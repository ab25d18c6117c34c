package dev.nostage.benchmarks;

import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.jdbc.JdbcWall;
import dev.nostage.partitioning.jdbc.TransactionStamp;
import dev.nostage.partitioning.jdbc.WalledDataSource;
import dev.nostage.partitioning.sql.Partitions.Kind;
import dev.nostage.partitioning.sql.StatementGuard;
import dev.nostage.partitioning.sql.Verdict;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.listener.NoOpQueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the second wall costs: the verdict on a statement that is known, with its bound value, over a driver that does
 * nothing; and a statement on H2, behind the wall, behind datasource-proxy with a listener that does nothing, and bare.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class VerdictBenchmark {

    private static final String SQL = "select id, text from note where tenant_id = ? and id = ?";
    private static final Tenant ACME = Tenant.live("acme");

    private static JdbcWall wall() {
        return new JdbcWall(guard(), List.of(), TransactionStamp.NONE, new SecurityLog(() -> 0));
    }

    private static StatementGuard guard() {
        return new StatementGuard(table -> Kind.PARTITIONED, Set.of());
    }

    /** A text that was judged before. */
    @Benchmark
    public Verdict known(Texts texts) {
        return texts.guard.judge(SQL);
    }

    /** A text that nobody has seen: parsed and judged. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Verdict first(Texts texts) {
        return texts.guard.judge(SQL + " and id <> " + texts.next++);
    }

    /** All that the wall does for a statement: judge, wrap, note the value, compare it, over a driver of nothing. */
    @Benchmark
    public ResultSet verdictAndValues(Nothing nothing) throws SQLException {
        return Tenants.callAs(ACME, () -> run(nothing.walled));
    }

    /** The same without the wall. */
    @Benchmark
    public ResultSet noVerdict(Nothing nothing) throws SQLException {
        return Tenants.callAs(ACME, () -> run(nothing.bare));
    }

    private static ResultSet run(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setString(1, "acme");
            statement.setInt(2, 7);
            return statement.executeQuery();
        }
    }

    /** A row by its key. */
    @Benchmark
    public String h2(Database database) throws SQLException {
        return Tenants.callAs(ACME, () -> {
            try (Connection connection = database.source.getConnection();
                    PreparedStatement statement = connection.prepareStatement(SQL)) {
                statement.setString(1, "acme");
                statement.setInt(2, 7);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getString(2);
                }
            }
        });
    }

    /** A page of twenty rows. */
    @Benchmark
    public int h2Page(Database database) throws SQLException {
        return Tenants.callAs(ACME, () -> {
            try (Connection connection = database.source.getConnection();
                    PreparedStatement statement = connection.prepareStatement(
                            "select id, text, size from note where tenant_id = ? order by id limit 20")) {
                statement.setString(1, "acme");
                int sum = 0;
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        sum += rows.getInt("id") + rows.getString("text").length() + rows.getInt("size");
                    }
                }
                return sum;
            }
        });
    }

    /** Texts, judged and not. */
    @State(Scope.Thread)
    public static class Texts {

        private final StatementGuard guard = guard();
        private long next;
    }

    /** A driver that answers at once, and nothing. */
    @State(Scope.Thread)
    public static class Nothing {

        private Connection bare = silent(Connection.class, null);
        private Connection walled = bare;

        @Setup
        public void open() throws SQLException {
            ResultSet rows = silent(ResultSet.class, null);
            PreparedStatement statement = silent(PreparedStatement.class, rows);
            bare = silent(Connection.class, statement);
            DataSource source = silent(DataSource.class, bare);
            walled = new WalledDataSource(source, wall()).getConnection();
        }

        private static <T> T silent(Class<T> type, @Nullable Object answer) {
            return type.cast(Proxy.newProxyInstance(
                    VerdictBenchmark.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        Class<?> returned = method.getReturnType();
                        if (returned == boolean.class) {
                            return false;
                        }
                        return returned.isInstance(answer) ? answer : null;
                    }));
        }
    }

    /** A table of a thousand rows, and a pool before it. */
    @State(Scope.Benchmark)
    public static class Database {

        @Param({"bare", "walled", "datasource-proxy"})
        private String kind = "bare";

        private final JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:mem:verdict;DB_CLOSE_DELAY=-1", "sa", "");

        private DataSource source = pool;

        @Setup
        public void fill() throws SQLException {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table note (tenant_id varchar(63), id int, text varchar(100), size int,"
                        + " primary key (tenant_id, id))");
                statement.execute("insert into note select 'acme', x, 'note ' || x, x from system_range(1, 1000)");
            }
            source = switch (kind) {
                case "walled" -> new WalledDataSource(pool, wall());
                case "datasource-proxy" ->
                    ProxyDataSourceBuilder.create(pool)
                            .proxyResultSet()
                            .listener(new NoOpQueryExecutionListener())
                            .build();
                default -> pool;
            };
        }

        @TearDown
        public void dispose() {
            pool.dispose();
        }
    }
}
