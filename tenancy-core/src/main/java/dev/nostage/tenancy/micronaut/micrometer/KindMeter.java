package dev.nostage.tenancy.micronaut.micrometer;

import io.micrometer.core.instrument.AbstractMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A meter that records into the one of the current kind, and reads from all. */
abstract class KindMeter<M extends Meter> extends AbstractMeter {

    final ByKind<M> kinds;

    private KindMeter(Meter.Id id, ByKind<M> kinds) {
        super(id);
        this.kinds = kinds;
    }

    static final class OfCounter extends KindMeter<Counter> implements Counter {

        OfCounter(Meter.Id id, ByKind<Counter> kinds) {
            super(id, kinds);
        }

        @Override
        public void increment(double amount) {
            kinds.current().increment(amount);
        }

        @Override
        public double count() {
            return kinds.sum(Counter::count);
        }
    }

    static final class OfSummary extends KindMeter<DistributionSummary> implements DistributionSummary {

        OfSummary(Meter.Id id, ByKind<DistributionSummary> kinds) {
            super(id, kinds);
        }

        @Override
        public void record(double amount) {
            kinds.current().record(amount);
        }

        @Override
        public long count() {
            return (long) kinds.sum(DistributionSummary::count);
        }

        @Override
        public double totalAmount() {
            return kinds.sum(DistributionSummary::totalAmount);
        }

        @Override
        public double max() {
            return kinds.max(DistributionSummary::max);
        }

        @Override
        public HistogramSnapshot takeSnapshot() {
            return HistogramSnapshot.empty(count(), totalAmount(), max());
        }
    }

    static final class OfTimer extends KindMeter<Timer> implements Timer {

        private final TimeUnit unit;

        OfTimer(Meter.Id id, TimeUnit unit, ByKind<Timer> kinds) {
            super(id, kinds);
            this.unit = unit;
        }

        @Override
        public void record(long amount, TimeUnit in) {
            kinds.current().record(amount, in);
        }

        @Override
        public <T> @Nullable T record(Supplier<T> work) {
            return kinds.current().record(work);
        }

        @Override
        public <T> @Nullable T recordCallable(Callable<T> work) throws Exception {
            return kinds.current().recordCallable(work);
        }

        @Override
        public void record(Runnable work) {
            kinds.current().record(work);
        }

        @Override
        public long count() {
            return (long) kinds.sum(Timer::count);
        }

        @Override
        public double totalTime(TimeUnit in) {
            return kinds.sum(timer -> timer.totalTime(in));
        }

        @Override
        public double max(TimeUnit in) {
            return kinds.max(timer -> timer.max(in));
        }

        @Override
        public TimeUnit baseTimeUnit() {
            return unit;
        }

        @Override
        public HistogramSnapshot takeSnapshot() {
            return HistogramSnapshot.empty(count(), totalTime(unit), max(unit));
        }
    }

    static final class OfLongTaskTimer extends KindMeter<LongTaskTimer> implements LongTaskTimer {

        private final TimeUnit unit;

        OfLongTaskTimer(Meter.Id id, TimeUnit unit, ByKind<LongTaskTimer> kinds) {
            super(id, kinds);
            this.unit = unit;
        }

        @Override
        public Sample start() {
            return kinds.current().start();
        }

        @Override
        public double duration(TimeUnit in) {
            return kinds.sum(timer -> timer.duration(in));
        }

        @Override
        public int activeTasks() {
            return (int) kinds.sum(LongTaskTimer::activeTasks);
        }

        @Override
        public double max(TimeUnit in) {
            return kinds.max(timer -> timer.max(in));
        }

        @Override
        public TimeUnit baseTimeUnit() {
            return unit;
        }

        @Override
        public HistogramSnapshot takeSnapshot() {
            return HistogramSnapshot.empty(activeTasks(), duration(unit), max(unit));
        }
    }
}
