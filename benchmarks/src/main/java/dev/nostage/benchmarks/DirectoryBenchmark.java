package dev.nostage.benchmarks;

import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.annotations.Warmup;

/** A directory of a million tenants: how long a look-up takes, and what each tenant holds of the heap. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-Xmx1g")
public class DirectoryBenchmark {

    private static final int TENANTS = 1_000_000;

    @Benchmark
    public Optional<Tenant> find(Filled filled) {
        return filled.directory.find(filled.next());
    }

    /** The peer of {@link #find}: an id comes from memory before it is looked up, where a request's was just read. */
    @Benchmark
    public int asked(Filled filled) {
        String id = filled.next().value();
        return id.hashCode() + id.charAt(id.length() - 1);
    }

    /** Fills a directory, and reports the bytes that each tenant holds once the garbage is gone. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @Warmup(iterations = 1)
    @Measurement(iterations = 1)
    public TenantDirectory fill(Held held) {
        long before = HeapUse.bytes();
        TenantDirectory directory = filled();
        held.bytesPerTenant = (HeapUse.bytes() - before) / (double) TENANTS;
        return directory;
    }

    private static TenantDirectory filled() {
        TenantDirectory directory = new InMemoryTenantDirectory(List.of());
        for (int i = 0; i < TENANTS; i++) {
            directory.add(Tenant.live(id(i)));
        }
        return directory;
    }

    private static String id(int number) {
        return "tenant-" + number;
    }

    /** A full directory, and ids to look up, none of which is the object that the directory holds. */
    @State(Scope.Benchmark)
    public static class Filled {

        /** Of the million, so many are asked for again and again: those whose users are awake, or as many as fit no cache. */
        @Param({"1024", "65536"})
        private int active;

        private TenantId[] asked = {};
        private TenantDirectory directory = new InMemoryTenantDirectory(List.of());
        private int next;

        @Setup(Level.Trial)
        public void fill() {
            directory = filled();
            asked = IntStream.range(0, active)
                    .mapToObj(i -> new TenantId(id(i * (TENANTS / active))))
                    .toArray(TenantId[]::new);
        }

        TenantId next() {
            return asked[next++ & (asked.length - 1)];
        }
    }

    /** What is held of the heap. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Held {

        public double bytesPerTenant;
    }
}
