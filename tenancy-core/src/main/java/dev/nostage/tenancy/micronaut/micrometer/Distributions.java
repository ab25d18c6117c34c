package dev.nostage.tenancy.micronaut.micrometer;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes a meter from the parts of another. Micrometer has no way to hand a distribution's configuration on whole. */
final class Distributions {

    private Distributions() {}

    static Timer timer(
            Meter.Id id,
            Tags tags,
            DistributionStatisticConfig config,
            @Nullable PauseDetector pauses,
            MeterRegistry registry) {
        return Timer.builder(id.getName())
                .tags(tags)
                .description(id.getDescription())
                .publishPercentiles(config.getPercentiles())
                .publishPercentileHistogram(config.isPercentileHistogram())
                .percentilePrecision(config.getPercentilePrecision())
                .serviceLevelObjectives(durations(config.getServiceLevelObjectiveBoundaries()))
                .minimumExpectedValue(duration(config.getMinimumExpectedValueAsDouble()))
                .maximumExpectedValue(duration(config.getMaximumExpectedValueAsDouble()))
                .distributionStatisticExpiry(config.getExpiry())
                .distributionStatisticBufferLength(config.getBufferLength())
                .pauseDetector(pauses)
                .register(registry);
    }

    static DistributionSummary summary(
            Meter.Id id, Tags tags, DistributionStatisticConfig config, double scale, MeterRegistry registry) {
        return DistributionSummary.builder(id.getName())
                .tags(tags)
                .description(id.getDescription())
                .baseUnit(id.getBaseUnit())
                .scale(scale)
                .publishPercentiles(config.getPercentiles())
                .publishPercentileHistogram(config.isPercentileHistogram())
                .percentilePrecision(config.getPercentilePrecision())
                .serviceLevelObjectives(config.getServiceLevelObjectiveBoundaries())
                .minimumExpectedValue(config.getMinimumExpectedValueAsDouble())
                .maximumExpectedValue(config.getMaximumExpectedValueAsDouble())
                .distributionStatisticExpiry(config.getExpiry())
                .distributionStatisticBufferLength(config.getBufferLength())
                .register(registry);
    }

    static LongTaskTimer longTaskTimer(
            Meter.Id id, Tags tags, DistributionStatisticConfig config, MeterRegistry registry) {
        return LongTaskTimer.builder(id.getName())
                .tags(tags)
                .description(id.getDescription())
                .publishPercentiles(config.getPercentiles())
                .publishPercentileHistogram(config.isPercentileHistogram())
                .percentilePrecision(config.getPercentilePrecision())
                .serviceLevelObjectives(durations(config.getServiceLevelObjectiveBoundaries()))
                .minimumExpectedValue(duration(config.getMinimumExpectedValueAsDouble()))
                .maximumExpectedValue(duration(config.getMaximumExpectedValueAsDouble()))
                .distributionStatisticExpiry(config.getExpiry())
                .distributionStatisticBufferLength(config.getBufferLength())
                .register(registry);
    }

    private static @Nullable Duration duration(@Nullable Double nanos) {
        return nanos == null ? null : Duration.ofNanos(nanos.longValue());
    }

    private static Duration @Nullable [] durations(double @Nullable [] nanos) {
        return nanos == null
                ? null
                : Arrays.stream(nanos)
                        .mapToObj(each -> Duration.ofNanos((long) each))
                        .toArray(Duration[]::new);
    }
}
