package dev.nostage.benchmarks;

import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.database.DatabaseWall;
import dev.nostage.partitioning.database.MaskingRules;
import dev.nostage.partitioning.database.PartitionStore;
import dev.nostage.partitioning.database.TenantCopy;
import dev.nostage.partitioning.jdbc.TransactionStamp;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantStatus;
import dev.nostage.tenancy.Tenants;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/** A tenant's 10,000 rows among many others': how long it takes to remove them, and to copy them with two columns masked. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class TenantRowsBenchmark {

    private static final int OWN = 10_000;

    /** @return how many rows it removed */
    @Benchmark
    public long purge(Filled filled) {
        return filled.store.purge(filled.next);
    }

    /** @return how many rows the copy has */
    @Benchmark
    public long copy(Filled filled) {
        filled.copy.of(new TenantId("model"), "it is measured").initialize(filled.next);
        return OWN;
    }

    /** A table in which each tenant has 10,000 rows; it gains a tenant before each removal, and before each copy an empty one. */
    @State(Scope.Benchmark)
    public static class Filled {

        @Param({"h2", "postgres"})
        private String database = "";

        @Param({"100000", "1000000"})
        private int rows;

        private @Nullable EmbeddedPostgres server;
        private DataSource owner = new JdbcDataSource();
        private TenantDirectory directory = new InMemoryTenantDirectory(List.of());
        private PartitionStore store = new PartitionStore("", owner, TransactionStamp.NONE);
        private TenantCopy copy = copies();
        private Tenant next = tenant(0);
        private int count;

        @Setup(Level.Trial)
        public void fill() throws SQLException, IOException {
            DataSource application = database.equals("h2") ? h2() : postgres();
            execute("create table entry (id int not null, tenant_id varchar(63) not null check (tenant_id <> ''),"
                    + " email varchar(100) not null, amount numeric(12, 2) not null, text varchar(200),"
                    + " primary key (tenant_id, id))");
            for (int i = 0; i < rows / OWN; i++) {
                add(i == 0 ? "model" : "other-" + i);
            }
            DatabaseWall wall = new DatabaseWall(server == null ? null : "app");
            raise(wall);
            execute(server == null ? "analyze" : "vacuum analyze");
            store = new PartitionStore("default", application, wall.stamp());
            copy = copies();
        }

        private TenantCopy copies() {
            return new TenantCopy(
                    owner,
                    new MaskingRules(Set.of("entry.email", "entry.amount"), Set.of("entry.text"), Set.of()),
                    directory,
                    new AuditLog(Clock.systemUTC()),
                    new SecurityLog(() -> 0));
        }

        private static Tenant tenant(int number) {
            return Tenant.test("t-" + number, Instant.MAX);
        }

        private DataSource h2() {
            JdbcDataSource source = new JdbcDataSource();
            source.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            owner = source;
            return source;
        }

        private DataSource postgres() throws IOException, SQLException {
            server = EmbeddedPostgres.start();
            owner = server.getPostgresDatabase();
            execute("create role app login");
            return server.getDatabase("app", "postgres");
        }

        private void raise(DatabaseWall wall) throws SQLException {
            try (Connection connection = owner.getConnection()) {
                wall.raise(connection);
            }
        }

        private void add(String tenant) throws SQLException {
            Tenants.callAs(Tenant.live(tenant), () -> {
                execute("insert into entry (id, tenant_id, email, amount, text) select x, '" + tenant
                        + "', 'person' || x || '@example.org', x, 'some words that take a little room' from "
                        + (server == null
                                ? "system_range(1, " + OWN + ")"
                                : "generate_series(1, " + OWN + ") as s(x)"));
                return tenant;
            });
        }

        private void execute(String sql) throws SQLException {
            try (Connection connection = owner.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        /** What was there before is gone, so that the table has always as many rows. */
        @Setup(Level.Invocation)
        public void begin(BenchmarkParams running) throws SQLException {
            next = tenant(++count);
            if (running.getBenchmark().endsWith("purge")) {
                add(next.id().value());
            } else {
                directory.add(next.with(TenantStatus.OPENING));
                if (directory.findNow(new TenantId("model")).isEmpty()) {
                    directory.add(Tenant.live("model"));
                }
            }
        }

        @TearDown(Level.Invocation)
        public void end() {
            store.purge(next);
        }

        @TearDown(Level.Trial)
        public void stop() throws IOException {
            if (server != null) {
                server.close();
            }
        }
    }
}
