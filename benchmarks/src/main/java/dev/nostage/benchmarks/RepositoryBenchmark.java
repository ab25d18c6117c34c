package dev.nostage.benchmarks;

import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.data.model.Page;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.Sort;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
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

/**
 * A repository behind all walls, and the same repository of plain Micronaut Data with its {@code @TenantId}. With
 * {@code who=both} the two take turns in one process, an iteration each: what the machine and the compiler do meanwhile, they
 * do to both, and the ratio of {@code walled} and {@code plain} is that of their speed. With {@code who=plain} and
 * {@code who=walled}, {@code -prof gc} counts the bytes of each.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 40, time = 1)
@Measurement(iterations = 40, time = 1)
@Fork(1)
public class RepositoryBenchmark {

    static final String DATABASE = "benchmark.database";
    static final String TENANT = "acme";

    private static final Pageable PAGE = Pageable.from(3, 20, Sort.of(Sort.Order.asc("id")));

    @Benchmark
    public Optional<Item> findById(Warehouses warehouses, Turns turns) {
        return warehouses.theirTurn(turns).items().findById(warehouses.next());
    }

    @Benchmark
    public Item save(Warehouses warehouses, Turns turns) {
        return warehouses
                .theirTurn(turns)
                .items()
                .save(new Item(warehouses.nextNew(), null, "something new", BigDecimal.ONE));
    }

    @Benchmark
    public Page<Item> page(Warehouses warehouses, Turns turns) {
        return warehouses.theirTurn(turns).items().findAll(PAGE);
    }

    /** Begin, a row by its key, commit. */
    @Benchmark
    public Optional<Item> transaction(Warehouses warehouses, Turns turns) {
        return warehouses.theirTurn(turns).stock().find(warehouses.next());
    }

    /** Both, one of which has its turn. */
    @State(Scope.Thread)
    public static class Warehouses {

        @Param({"h2", "postgresql"})
        private String database = "";

        @Param({"both", "plain", "walled"})
        private String who = "";

        private @Nullable Warehouse plain;
        private @Nullable Warehouse walled;
        private PropagatedContext.Scope bound = () -> {};
        private boolean plainHasItsTurn;
        private long last;

        @Setup(Level.Trial)
        public void open() throws IOException, SQLException {
            plain = new Warehouse(database, false);
            walled = new Warehouse(database, true);
            bound = RequestContext.empty()
                    .with(Tenants.KEY, Tenant.live(TENANT))
                    .boundTo(PropagatedContext.getOrEmpty())
                    .propagate();
        }

        @Setup(Level.Iteration)
        public void turn() {
            plainHasItsTurn = who.equals("both") ? !plainHasItsTurn : who.equals("plain");
        }

        Warehouse theirTurn(Turns turns) {
            if (plainHasItsTurn) {
                turns.plain++;
                return Objects.requireNonNull(plain);
            }
            turns.walled++;
            return Objects.requireNonNull(walled);
        }

        long next() {
            return ++last % Warehouse.ROWS;
        }

        long nextNew() {
            return ++last + Warehouse.ROWS;
        }

        @TearDown(Level.Iteration)
        public void forget() throws SQLException {
            Objects.requireNonNull(plain).forget();
            Objects.requireNonNull(walled).forget();
        }

        @TearDown(Level.Trial)
        public void close() throws IOException {
            bound.close();
            Objects.requireNonNull(plain).close();
            Objects.requireNonNull(walled).close();
        }
    }

    /** Who was called. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Turns {

        public long plain;
        public long walled;
    }
}
