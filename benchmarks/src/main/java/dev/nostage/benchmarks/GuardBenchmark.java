package dev.nostage.benchmarks;

import dev.nostage.context.RequestContext;
import dev.nostage.context.Work;
import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEvents;
import dev.nostage.resilience.BreakerOptions;
import dev.nostage.resilience.Call;
import dev.nostage.resilience.Deadline;
import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.resilience.DownstreamOptions;
import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.Effect;
import dev.nostage.resilience.FailurePolicy;
import dev.nostage.resilience.FaultForm;
import dev.nostage.resilience.LimitOptions;
import dev.nostage.resilience.Machine;
import dev.nostage.resilience.ScheduledTimer;
import dev.nostage.resilience.TenantLimitOptions;
import dev.nostage.resilience.reactor.ReactorGuard;
import dev.nostage.tenancy.Pause;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.micronaut.core.propagation.PropagatedContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Mono;

/** A call that does nothing, behind a guard: for a live tenant, within a request that has an event and a deadline. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class GuardBenchmark {

    /** The most that can be set, and as many tenants by turns as never reach it together. */
    private static final int RATE = 1_000_000;

    private static final int TENANTS = 64;
    private static final int CALLS_OF_ONE_TURN = 1024;

    private final LongSupplier ticker = System::nanoTime;
    private final ScheduledTimer timer = new ScheduledTimer();
    private final Downstreams downstreams = new Downstreams(
            Map.of("payments", options(), "rated", options().with(new TenantLimitOptions(25, RATE, RATE))),
            FailurePolicy.standard(),
            FaultForm.standard(),
            new Machine(
                    ticker, Pause.REAL, timer, () -> ThreadLocalRandom.current().nextDouble()));
    private final DownstreamGuard guard = downstreams.get("payments");
    private final DownstreamGuard rated = downstreams.get("rated");

    /** Not a constant, which the compiler would fold away. */
    private String value = "paid";

    private final Work<String, RuntimeException> work = () -> value;
    private final Call<String, RuntimeException> repeatable = Call.of(work).repeatable();
    private final Supplier<String> decorated = decorated(() -> value);
    private final CompletableFuture<String> completed = CompletableFuture.completedFuture(value);

    private final RequestContext[] requests = new RequestContext[TENANTS];
    private PropagatedContext.@Nullable Scope bound;
    private int calls;

    private static DownstreamOptions options() {
        return DownstreamOptions.of(Effect.FINANCIAL);
    }

    /** The same limits, but of Resilience4j, and of all tenants together: put around the call once. */
    private static Supplier<String> decorated(Supplier<String> call) {
        CircuitBreaker breaker = CircuitBreaker.of(
                "payments",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(BreakerOptions.DEFAULT.window())
                        .build());
        Bulkhead bulkhead = Bulkhead.of(
                "payments",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(LimitOptions.DEFAULT.max())
                        .build());
        RateLimiter limiter = RateLimiter.of(
                "payments",
                RateLimiterConfig.custom()
                        .limitRefreshPeriod(Duration.ofMillis(1))
                        .limitForPeriod(RATE)
                        .build());
        return RateLimiter.decorateSupplier(
                limiter, Bulkhead.decorateSupplier(bulkhead, CircuitBreaker.decorateSupplier(breaker, call)));
    }

    @Setup(Level.Trial)
    public void enter() {
        WideEvent event = new WideEvents(ignored -> {}, Clock.systemUTC(), System::nanoTime).open();
        Deadline deadline = Deadline.in(Duration.ofHours(1), ticker);
        for (int i = 0; i < TENANTS; i++) {
            requests[i] = RequestContext.empty()
                    .with(WideEvent.KEY, event)
                    .with(Tenants.KEY, Tenant.live("tenant-" + i))
                    .with(Deadline.KEY, deadline);
        }
        bind(requests[0]);
    }

    @TearDown(Level.Trial)
    public void leave() {
        bind(RequestContext.empty());
        timer.close();
    }

    private void bind(RequestContext request) {
        if (bound != null) {
            bound.close();
        }
        bound = request.boundTo(PropagatedContext.empty()).propagate();
    }

    /** The call alone. */
    @Benchmark
    public String bare() {
        return work.call();
    }

    /** The peer of {@link #call}. */
    @Benchmark
    public String resilience4j() {
        return decorated.get();
    }

    @Benchmark
    public String call() {
        return guard.call(work);
    }

    /** As {@link #call}, where what one tenant may call a second is limited too. */
    @Benchmark
    public String callRated() {
        if (++calls % CALLS_OF_ONE_TURN == 0) {
            bind(requests[calls / CALLS_OF_ONE_TURN & (TENANTS - 1)]);
        }
        return rated.call(work);
    }

    /** As {@link #call}, of what may be tried again. */
    @Benchmark
    public String callRepeatable() {
        return guard.call(repeatable);
    }

    /** The peer of {@link #callAsync}. */
    @Benchmark
    public String stage() {
        return completed.thenApply(answer -> answer).join();
    }

    /** Of a stage that is complete at once. */
    @Benchmark
    public String callAsync() {
        return guard.callAsync(() -> completed).toCompletableFuture().join();
    }

    /** The peer of {@link #callMono}. */
    @Benchmark
    public @Nullable String mono() {
        return Mono.defer(() -> Mono.just(value)).block();
    }

    @Benchmark
    public @Nullable String callMono() {
        return ReactorGuard.mono(guard, Call.of(() -> Mono.just(value))).block();
    }
}
