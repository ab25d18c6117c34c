package dev.nostage.benchmarks;

import dev.nostage.context.RequestContext;
import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEvents;
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
import dev.nostage.tenancy.Pause;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantStatus;
import dev.nostage.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A real tenant and its noisy neighbours before one downstream, in real time. */
@SuppressWarnings({"FutureReturnValueIgnored", "ArrayRecordComponent"}) // what fails is counted; and nobody compares
final class Neighbours {

    /** A second; and of tests sixty times as many. */
    static final int REAL_CALLS = 50;

    private static final int TEST_CALLS = 60 * REAL_CALLS;
    private static final int WHOLE_DOWNSTREAM = 20;
    private static final double MEAN_SECONDS = 0.02;
    private static final Duration WARMUP = Duration.ofSeconds(8);
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final Duration MEASURED = Duration.ofSeconds(20);

    private final ScheduledExecutorService machinery = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledTimer timer = new ScheduledTimer();
    private final WideEvents events = new WideEvents(ignored -> {}, Clock.systemUTC(), System::nanoTime);
    private final SlottedDownstream downstream = new SlottedDownstream(machinery, WHOLE_DOWNSTREAM);
    private final DownstreamGuard guard = new Downstreams(
                    Map.of("recommendations", options()),
                    FailurePolicy.standard(),
                    FaultForm.standard(),
                    new Machine(
                            System::nanoTime,
                            Pause.REAL,
                            timer,
                            () -> ThreadLocalRandom.current().nextDouble()))
            .get("recommendations");

    private final Tenant real = Tenant.live("acme");
    private final List<Tenant> tests;
    private final boolean guarded;
    private final int slots;

    private final ConcurrentLinkedQueue<Double> realMillis = new ConcurrentLinkedQueue<>();
    private final AtomicInteger realErrors = new AtomicInteger();
    private final AtomicInteger testAnswers = new AtomicInteger();
    private volatile boolean measuring;
    private volatile boolean over;

    /**
     * @param millis what the real tenant's calls took that were answered, in order
     * @param tests how many calls of tests were answered a second
     */
    record Result(double[] millis, int realErrors, double tests, int mostInFlight) {

        double percentile(int percent) {
            return millis.length == 0 ? Double.POSITIVE_INFINITY : millis[millis.length * percent / 100];
        }

        int realCalls() {
            return millis.length + realErrors;
        }
    }

    private Neighbours(boolean guarded, int slots, int tests) {
        this.guarded = guarded;
        this.slots = slots;
        this.tests = IntStream.range(0, tests).mapToObj(Neighbours::synthetic).toList();
    }

    static Neighbours guarded(int slots, int tests) {
        return new Neighbours(true, slots, tests);
    }

    static Neighbours unguarded(int slots, int tests) {
        return new Neighbours(false, slots, tests);
    }

    private static Tenant synthetic(int number) {
        return new Tenant(
                new TenantId("load-" + number),
                TenantKind.SYNTHETIC,
                Tenant.DEFAULT_PLAN,
                TenantStatus.ACTIVE,
                Instant.MAX,
                Map.of());
    }

    /** How many calls a second so many slots can answer. */
    static double capacity(int slots) {
        return slots / MEAN_SECONDS;
    }

    /** As much as the downstream serves, and as much for one tenant, since here one is nearly all the traffic. */
    private static DownstreamOptions options() {
        return DownstreamOptions.of(Effect.INTERNAL)
                .with(LimitOptions.of(WHOLE_DOWNSTREAM))
                .with(new TenantLimitOptions(WHOLE_DOWNSTREAM, 0, 0));
    }

    /** First on the whole downstream, then measured on what is left of it. */
    Result run() throws InterruptedException {
        List<Thread> callers = tests.isEmpty()
                ? List.of(caller(REAL_CALLS, this::callReal))
                : List.of(caller(REAL_CALLS, this::callReal), caller(TEST_CALLS, this::callTest));
        callers.forEach(Thread::start);
        TimeUnit.NANOSECONDS.sleep(WARMUP.toNanos());
        downstream.slots(slots);
        TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
        downstream.most();
        measuring = true;
        TimeUnit.NANOSECONDS.sleep(MEASURED.toNanos());
        measuring = false;
        int most = downstream.most();
        over = true;
        for (Thread caller : callers) {
            caller.join();
        }
        machinery.shutdownNow();
        timer.close();
        double[] millis = realMillis.stream().mapToDouble(each -> each).sorted().toArray();
        return new Result(millis, realErrors.get(), testAnswers.get() / (double) MEASURED.toSeconds(), most);
    }

    /** Calls so often, evenly, whatever becomes of the calls; what the machine did not let it do in time is done at once. */
    private Thread caller(int timesASecond, Runnable call) {
        long gap = TimeUnit.SECONDS.toNanos(1) / timesASecond;
        return new Thread(() -> {
            for (long next = System.nanoTime(); !over; next += gap) {
                LockSupport.parkNanos(next - System.nanoTime());
                call.run();
            }
        });
    }

    private void callReal() {
        boolean counts = measuring;
        long since = System.nanoTime();
        as(real, () -> call().orTimeout(1, TimeUnit.SECONDS)).whenComplete((answer, error) -> {
            if (counts && error == null) {
                realMillis.add((System.nanoTime() - since) / 1e6);
            } else if (counts) {
                realErrors.incrementAndGet();
            }
        });
    }

    private void callTest() {
        Tenant tenant = tests.get(ThreadLocalRandom.current().nextInt(tests.size()));
        as(tenant, () -> call().orTimeout(1, TimeUnit.SECONDS)).whenComplete((answer, error) -> {
            if (measuring && error == null) {
                testAnswers.incrementAndGet();
            }
        });
    }

    private CompletableFuture<String> call() {
        return guarded ? guard.callAsync(downstream::call).toCompletableFuture() : downstream.call();
    }

    private <V> V as(Tenant tenant, Supplier<V> work) {
        return RequestContext.empty()
                .with(WideEvent.KEY, events.open())
                .with(Tenants.KEY, tenant)
                .with(Deadline.KEY, Deadline.in(Duration.ofSeconds(30), System::nanoTime))
                .call(work::get);
    }
}
