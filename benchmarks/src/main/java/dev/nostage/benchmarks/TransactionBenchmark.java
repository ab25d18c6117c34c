package dev.nostage.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.database.DatabaseWall;
import dev.nostage.partitioning.jdbc.JdbcWall;
import dev.nostage.partitioning.jdbc.WalledDataSource;
import dev.nostage.partitioning.sql.Partitions.Kind;
import dev.nostage.partitioning.sql.StatementGuard;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
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
 * A transaction that reads one row of a PostgreSQL on the same machine, from a pool: judged, stamped and behind
 * row-level security, and the same without any of it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
@Fork(2)
public class TransactionBenchmark {

    private static final Tenant ACME = Tenant.live("acme");

    @Benchmark
    public String transaction(Postgres postgres) throws SQLException {
        return Tenants.callAs(ACME, postgres::read);
    }

    /** A server with two tables of 10,000 rows, of which one is behind the wall. */
    @State(Scope.Thread)
    public static class Postgres {

        @Param({"bare", "walled"})
        private String wall = "";

        private @Nullable EmbeddedPostgres server;
        private @Nullable HikariDataSource pool;
        private @Nullable DataSource source;
        private String sql = "";

        @Setup
        public void start() throws IOException, SQLException {
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            this.server = server;
            DatabaseWall databaseWall = new DatabaseWall("app");
            try (Connection owner = server.getPostgresDatabase().getConnection();
                    Statement statement = owner.createStatement()) {
                statement.execute("create role app login");
                make(statement, "walled");
                databaseWall.raise(owner);
                make(statement, "bare");
                statement.execute("grant select on bare to app");
                statement.execute("vacuum analyze");
            }
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(server.getJdbcUrl("app", "postgres"));
            config.setUsername("app");
            config.setMaximumPoolSize(1);
            HikariDataSource pool = new HikariDataSource(config);
            this.pool = pool;
            StatementGuard guard = new StatementGuard(table -> Kind.PARTITIONED, Set.of());
            source = wall.equals("bare")
                    ? pool
                    : new WalledDataSource(
                            pool, new JdbcWall(guard, List.of(), databaseWall.stamp(), new SecurityLog(() -> 0)));
            sql = "select id, text from " + wall + " where tenant_id = ? and id = ?";
        }

        private static void make(Statement statement, String table) throws SQLException {
            statement.execute("create table " + table + " (id int not null, tenant_id varchar(63) not null"
                    + " check (tenant_id <> ''), text varchar(100), primary key (tenant_id, id))");
            statement.execute(
                    "insert into " + table + " select g, case when g % 100 = 0 then 'acme' else 't' || g % 100"
                            + " end, 'text of ' || g from generate_series(1, 10000) g");
        }

        String read() throws SQLException {
            try (Connection connection = Objects.requireNonNull(source).getConnection()) {
                connection.setAutoCommit(false);
                String text;
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setString(1, "acme");
                    statement.setInt(2, 5000);
                    try (ResultSet rows = statement.executeQuery()) {
                        rows.next();
                        text = rows.getString(2);
                    }
                }
                connection.commit();
                return text;
            }
        }

        @TearDown
        public void stop() throws IOException {
            Objects.requireNonNull(pool).close();
            Objects.requireNonNull(server).close();
        }
    }
}
