package dev.nostage.benchmarks;

import dev.nostage.context.RequestContext;
import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.resilience.DownstreamOptions;
import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.Effect;
import dev.nostage.resilience.FailurePolicy;
import dev.nostage.resilience.FaultForm;
import dev.nostage.resilience.Machine;
import dev.nostage.resilience.ScheduledTimer;
import dev.nostage.resilience.TenantLimitOptions;
import dev.nostage.tenancy.Pause;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A million tenants that each call one downstream once, which limits what each may call a second. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 1)
@Fork(value = 2, jvmArgsAppend = "-Xmx1g")
public class PassingTenantsBenchmark {

    private static final int TENANTS = 1_000_000;

    /** Each calls once, of two a second that it may; reports what the guard holds of the heap after it. */
    @Benchmark
    public DownstreamGuard pass(Held held) {
        DownstreamGuard guard = held.guard();
        long before = HeapUse.bytes();
        for (int i = 0; i < TENANTS; i++) {
            held.now += held.nanosApart;
            RequestContext.empty().with(Tenants.KEY, Tenant.live("tenant-" + i)).call(() -> guard.call(() -> "paid"));
        }
        held.megabytes = (HeapUse.bytes() - before) / 1e6;
        return guard;
    }

    /** What is held of the heap, and machine time that goes as it is told. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Held {

        public double megabytes;

        /** All at once, where no cell is idle and each is held; and ten thousand a second. */
        @Param({"0", "100000"})
        private long nanosApart;

        private final ScheduledTimer timer = new ScheduledTimer();
        private long now;

        DownstreamGuard guard() {
            DownstreamOptions limited = DownstreamOptions.of(Effect.FINANCIAL).with(new TenantLimitOptions(25, 2, 2));
            Machine machine = new Machine(() -> now, Pause.REAL, timer, () -> 0);
            return new Downstreams(Map.of("payments", limited), FailurePolicy.standard(), FaultForm.standard(), machine)
                    .get("payments");
        }

        @TearDown
        public void close() {
            timer.close();
        }
    }
}
