package dev.nostage.resilience;

import dev.nostage.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** A real tenant and its noisy neighbours before one downstream, for half a minute that takes no time. */
final class SimulatedNeighbours {

    private static final int WHOLE_DOWNSTREAM = 20;
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final double SECOND = 1e9;

    private final Simulation time = new Simulation();
    private final Random random = new Random(11);
    private final SimulatedDownstream downstream = new SimulatedDownstream(time, WHOLE_DOWNSTREAM);
    private final PriorityLimiter limiter;
    private final TenantLimits tenants;
    private final Arrivals arrivals;
    private final List<Long> latencies = new ArrayList<>();
    private boolean measuring;
    private int refused;
    private int testCalls;

    /** How far apart calls come. */
    enum Arrivals {
        /** Evenly, a tenth more or less. */
        EVEN,
        /** Each regardless of the others, a Poisson process. */
        RANDOM;

        private double gap(Random random) {
            return this == EVEN ? 0.9 + 0.2 * random.nextDouble() : -Math.log(1 - random.nextDouble());
        }
    }

    SimulatedNeighbours(int limit, Arrivals arrivals) {
        this.limiter = new PriorityLimiter("payments", LimitOptions.of(limit), time, time);
        this.tenants = new TenantLimits("payments", new TenantLimitOptions(limit, 0, 0));
        this.arrivals = arrivals;
        repeat(50, this::callLive);
    }

    SimulatedNeighbours flood(int tenants, TrafficClass traffic) {
        repeat(3000, () -> callTest(new TenantId("test-" + random.nextInt(tenants)), traffic));
        return this;
    }

    /** First on the whole downstream, then measured on what is left of it. */
    SimulatedNeighbours run(int slots) {
        time.run(Duration.ofSeconds(10));
        downstream.slots(slots);
        time.run(Duration.ofSeconds(5));
        measuring = true;
        time.run(MEASURED);
        return this;
    }

    int refused() {
        return refused;
    }

    double testCallsASecond() {
        return (double) testCalls / MEASURED.toSeconds();
    }

    /** In nanoseconds, of the real tenant's calls, their wait included. */
    double percentile(int percent) {
        return latencies.stream()
                .sorted()
                .skip(latencies.size() * percent / 100)
                .findFirst()
                .orElseThrow();
    }

    private void repeat(int timesASecond, Runnable work) {
        time.after((long) (SECOND / timesASecond * arrivals.gap(random)), () -> {
            work.run();
            repeat(timesASecond, work);
        });
    }

    private void callLive() {
        long since = time.getAsLong();
        call(
                TrafficClass.LIVE,
                () -> {
                    if (measuring) {
                        latencies.add(time.getAsLong() - since);
                    }
                },
                refusal -> refused++);
    }

    private void callTest(TenantId tenant, TrafficClass traffic) {
        TenantCell cell;
        try {
            cell = tenants.acquire(tenant, time.getAsLong());
        } catch (TenantSaturatedException e) {
            return; // and nobody tries again: the next call comes soon enough
        }
        call(
                traffic,
                () -> {
                    tenants.release(cell, time.getAsLong());
                    testCalls += measuring ? 1 : 0;
                },
                refusal -> tenants.giveBack(cell, time.getAsLong()));
    }

    private void call(TrafficClass traffic, Runnable answered, Consumer<DownstreamSaturatedException> refused) {
        limiter.acquireLater(
                traffic,
                Long.MAX_VALUE,
                time.getAsLong(),
                () -> {
                    long start = time.getAsLong();
                    downstream.call(() -> {
                        limiter.release(traffic, time.getAsLong() - start, true, time.getAsLong());
                        answered.run();
                    });
                },
                refused);
    }
}
