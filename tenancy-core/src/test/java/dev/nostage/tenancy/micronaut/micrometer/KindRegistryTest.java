package dev.nostage.tenancy.micronaut.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class KindRegistryTest {

    private static final Tenant ACME = Tenant.live("acme");
    private static final Tenant TRIAL = Tenant.test("trial", Instant.parse("2999-01-01T00:00:00Z"));

    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry kept = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final KindRegistry registry = new KindRegistry(new CompositeMeterRegistry(clock).add(kept));

    @Test
    void countsForWhomAMeterIsUsedThoughItIsHeldInAConstant() {
        Counter held = registry.counter("orders", "city", "Oslo");

        Tenants.runAs(ACME, () -> held.increment(3));
        Tenants.runAs(TRIAL, held::increment);
        held.increment(5);

        assertThat(kept.get("orders").tag("kind", "LIVE").counter().count()).isEqualTo(3);
        assertThat(kept.get("orders").tag("kind", "TEST").counter().count()).isEqualTo(1);
        assertThat(kept.get("orders").tag("kind", "none").counter().count()).isEqualTo(5);
        assertThat(held.count()).isEqualTo(9);
        assertThat(kept.get("orders").tag("city", "Oslo").counters()).hasSize(3);
    }

    @Test
    void timesForWhomTheWorkIsDone() throws Exception {
        Timer timer = registry.timer("baking");
        DistributionSummary sizes = registry.summary("sizes");
        LongTaskTimer long1 = LongTaskTimer.builder("night").register(registry);

        Tenants.runAs(TRIAL, () -> {
            timer.record(Duration.ofSeconds(2));
            timer.record(() -> clock.add(1, TimeUnit.SECONDS));
            sizes.record(7);
        });
        Tenants.callAs(ACME, () -> timer.recordCallable(() -> "baked"));
        LongTaskTimer.Sample running = Tenants.callAs(TRIAL, long1::start);

        assertThat(kept.get("baking").tag("kind", "TEST").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(3);
        assertThat(kept.get("baking").tag("kind", "LIVE").timer().count()).isEqualTo(1);
        assertThat(kept.get("sizes").tag("kind", "TEST").summary().totalAmount())
                .isEqualTo(7);
        assertThat(kept.get("night").tag("kind", "TEST").longTaskTimer().activeTasks())
                .isEqualTo(1);
        running.stop();
        assertThat(long1.activeTasks()).isZero();
        assertThat(timer.count()).isEqualTo(3);
        assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(timer.max(TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(timer.takeSnapshot().count()).isEqualTo(3);
        assertThat(sizes.mean()).isEqualTo(7);
    }

    @Test
    void keepsTheKindOfAMeterThatHasOneApart() {
        Counter calls = registry.counter("resilience4j.calls", "kind", "failed");

        Tenants.runAs(TRIAL, calls::increment);

        assertThat(kept.get("resilience4j.calls")
                        .tag("kind", "failed")
                        .tag("tenant.kind", "TEST")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void handsOnWhatBelongsToNoRequest() {
        registry.gauge("queue", Tenants.callAs(TRIAL, () -> 4));
        registry.more().counter("seen", Set.of(), 6);

        assertThat(kept.get("queue").gauge().value()).isEqualTo(4);
        assertThat(kept.get("queue").gauge().getId().getTags()).isEmpty();
        assertThat(kept.get("seen").functionCounter().count()).isEqualTo(6);
    }

    @Test
    void keepsWhatATimerPublishes() {
        Timer timer = Timer.builder("baking")
                .publishPercentiles(0.5)
                .serviceLevelObjectives(Duration.ofMillis(100))
                .register(registry);

        timer.record(Duration.ofMillis(50));

        var snapshot = kept.get("baking").tag("kind", "none").timer().takeSnapshot();
        assertThat(snapshot.percentileValues()).hasSize(1);
        assertThat(snapshot.histogramCounts()).hasSize(1);
        assertThat(snapshot.histogramCounts()[0].count()).isEqualTo(1);
    }

    @Test
    void findsAndRemovesWhatItKeeps() {
        Counter held = registry.counter("orders");
        Tenants.runAs(TRIAL, held::increment);

        assertThat(registry.get("orders").tag("kind", "TEST").counter().count()).isEqualTo(1);
        assertThat(registry.getMeters()).hasSize(1);
        registry.remove(held);
        assertThat(names()).isEmpty();

        registry.counter("again").increment();
        registry.remove(registry.get("again").counter());
        assertThat(names()).isEmpty();
    }

    @Test
    void takesInFurtherRegistries() {
        SimpleMeterRegistry further = new SimpleMeterRegistry();
        registry.add(further);

        Tenants.runAs(ACME, () -> registry.counter("orders").increment());

        assertThat(further.get("orders").tag("kind", "LIVE").counter().count()).isEqualTo(1);
        assertThat(registry.getRegistries()).contains(kept, further);
    }

    private Set<String> names() {
        return kept.getMeters().stream()
                .map(Meter::getId)
                .map(Meter.Id::getName)
                .collect(Collectors.toSet());
    }
}
