package dev.nostage.benchmarks;

import dev.nostage.benchmarks.Warehouse.Walls;
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
import java.util.EnumMap;
import java.util.Map;
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
 * A repository behind all walls, the same without the database's, and the same repository of plain Micronaut Data with its
 * {@code @TenantId}. With {@code who=all} they take turns in one process, an iteration each: what the machine and the compiler do
 * meanwhile, they do to each, and the ratio of two is that of their speed. With one of the others, {@code -prof gc} counts its
 * bytes.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 45, time = 1)
@Measurement(iterations = 60, time = 1)
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

        @Param({"all", "plain", "withoutDatabase", "walled"})
        private String who = "";

        private final Map<Walls, Warehouse> warehouses = new EnumMap<>(Walls.class);
        private PropagatedContext.Scope bound = () -> {};
        private Walls turn = Walls.ALL;
        private @Nullable Warehouse theirs;
        private long last;

        @Setup(Level.Trial)
        public void open() throws IOException, SQLException {
            for (Walls walls : Walls.values()) {
                warehouses.put(walls, new Warehouse(database, walls));
            }
            bound = RequestContext.empty()
                    .with(Tenants.KEY, Tenant.live(TENANT))
                    .boundTo(PropagatedContext.getOrEmpty())
                    .propagate();
        }

        @Setup(Level.Iteration)
        public void turn() {
            turn = switch (who) {
                case "plain" -> Walls.NONE;
                case "withoutDatabase" -> Walls.WITHOUT_DATABASE;
                case "walled" -> Walls.ALL;
                default ->
                    switch (turn) {
                        case NONE -> Walls.WITHOUT_DATABASE;
                        case WITHOUT_DATABASE -> Walls.ALL;
                        case ALL -> Walls.NONE;
                    };
            };
            theirs = warehouses.get(turn);
        }

        Warehouse theirTurn(Turns turns) {
            switch (turn) {
                case NONE -> turns.plain++;
                case WITHOUT_DATABASE -> turns.withoutDatabase++;
                case ALL -> turns.walled++;
            }
            return Objects.requireNonNull(theirs);
        }

        long next() {
            return ++last % Warehouse.ROWS;
        }

        long nextNew() {
            return ++last + Warehouse.ROWS;
        }

        @TearDown(Level.Iteration)
        public void forget() throws SQLException {
            for (Warehouse warehouse : warehouses.values()) {
                warehouse.forget();
            }
        }

        @TearDown(Level.Trial)
        public void close() throws IOException {
            bound.close();
            for (Warehouse warehouse : warehouses.values()) {
                warehouse.close();
            }
        }
    }

    /** Who was called. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Turns {

        public long plain;
        public long withoutDatabase;
        public long walled;
    }
}
