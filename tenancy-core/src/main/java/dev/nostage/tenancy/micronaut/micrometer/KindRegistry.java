package dev.nostage.tenancy.micronaut.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A registry whose counters, timers and summaries are kept in another one, for each kind of tenant apart: by a tag
 * {@code kind} that is {@code LIVE}, {@code TEST}, {@code SYNTHETIC} or {@code none}. It is chosen at each recording, so a
 * meter may be held in a constant and used for everybody. What is read from a meter of this registry is the sum.
 *
 * <p>Gauges, and functions that are asked for a value, tell of the process and of no tenant: they are handed on as they are.
 */
public final class KindRegistry extends CompositeMeterRegistry {

    private final CompositeMeterRegistry tagged;

    /** @param tagged where the meters are kept */
    public KindRegistry(CompositeMeterRegistry tagged) {
        super(tagged.config().clock());
        this.tagged = tagged;
        config().onMeterRemoved(meter -> {
            if (meter instanceof KindMeter<?> kind) {
                kind.kinds.all().forEach(tagged::remove);
            } else {
                tagged.remove(meter);
            }
        });
    }

    /** Where the meters are kept, each with the tag. */
    public CompositeMeterRegistry tagged() {
        return tagged;
    }

    @Override
    protected Counter newCounter(Meter.Id id) {
        return new KindMeter.OfCounter(
                id,
                new ByKind<>(
                        id,
                        tags -> Counter.builder(id.getName())
                                .tags(tags)
                                .description(id.getDescription())
                                .baseUnit(id.getBaseUnit())
                                .register(tagged)));
    }

    @Override
    protected Timer newTimer(Meter.Id id, DistributionStatisticConfig config, PauseDetector pauses) {
        return new KindMeter.OfTimer(
                id, getBaseTimeUnit(), new ByKind<>(id, tags -> Distributions.timer(id, tags, config, pauses, tagged)));
    }

    @Override
    protected DistributionSummary newDistributionSummary(
            Meter.Id id, DistributionStatisticConfig config, double scale) {
        return new KindMeter.OfSummary(
                id, new ByKind<>(id, tags -> Distributions.summary(id, tags, config, scale, tagged)));
    }

    @Override
    protected LongTaskTimer newLongTaskTimer(Meter.Id id, DistributionStatisticConfig config) {
        return new KindMeter.OfLongTaskTimer(
                id, getBaseTimeUnit(), new ByKind<>(id, tags -> Distributions.longTaskTimer(id, tags, config, tagged)));
    }

    @Override
    protected <T> Gauge newGauge(Meter.Id id, @Nullable T object, ToDoubleFunction<T> value) {
        return Gauge.builder(id.getName(), object, value)
                .tags(id.getTags())
                .description(id.getDescription())
                .baseUnit(id.getBaseUnit())
                .register(tagged);
    }

    @Override
    protected <T> TimeGauge newTimeGauge(Meter.Id id, @Nullable T object, TimeUnit unit, ToDoubleFunction<T> value) {
        return TimeGauge.builder(id.getName(), object, unit, value)
                .tags(id.getTags())
                .description(id.getDescription())
                .register(tagged);
    }

    @Override
    protected <T> FunctionTimer newFunctionTimer(
            Meter.Id id, T object, ToLongFunction<T> count, ToDoubleFunction<T> total, TimeUnit unit) {
        return FunctionTimer.builder(id.getName(), object, count, total, unit)
                .tags(id.getTags())
                .description(id.getDescription())
                .register(tagged);
    }

    @Override
    protected <T> FunctionCounter newFunctionCounter(Meter.Id id, T object, ToDoubleFunction<T> count) {
        return FunctionCounter.builder(id.getName(), object, count)
                .tags(id.getTags())
                .description(id.getDescription())
                .baseUnit(id.getBaseUnit())
                .register(tagged);
    }

    @Override
    protected Meter newMeter(Meter.Id id, Meter.Type type, Iterable<Measurement> measurements) {
        return Meter.builder(id.getName(), type, measurements)
                .tags(id.getTags())
                .description(id.getDescription())
                .baseUnit(id.getBaseUnit())
                .register(tagged);
    }

    @Override
    public List<Meter> getMeters() {
        return tagged.getMeters();
    }

    @Override
    public void forEachMeter(Consumer<? super Meter> consumer) {
        tagged.forEachMeter(consumer);
    }

    @Override
    public @Nullable Meter remove(Meter.Id id) {
        Meter removed = super.remove(id);
        return removed == null ? tagged.remove(id) : removed;
    }

    @Override
    public CompositeMeterRegistry add(MeterRegistry registry) {
        tagged.add(registry);
        return this;
    }

    @Override
    public CompositeMeterRegistry remove(MeterRegistry registry) {
        tagged.remove(registry);
        return this;
    }

    @Override
    public Set<MeterRegistry> getRegistries() {
        return tagged.getRegistries();
    }

    @Override
    public void close() {
        tagged.close();
        super.close();
    }
}
