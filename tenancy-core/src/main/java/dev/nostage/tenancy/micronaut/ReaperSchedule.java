package dev.nostage.tenancy.micronaut;

import dev.nostage.tenancy.Reaper;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.util.StringUtils;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the reaper go its rounds while the service runs. Made at the start, so that an interval that cannot be stops it. */
@Context
@Requires(property = ReaperConfiguration.ENABLED, notEquals = StringUtils.FALSE)
final class ReaperSchedule implements ApplicationEventListener<StartupEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(ReaperSchedule.class);

    private final Reaper reaper;
    private final TaskScheduler scheduler;
    private final Duration interval;
    private @Nullable ScheduledFuture<?> rounds;

    ReaperSchedule(
            Reaper reaper,
            @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler,
            ReaperConfiguration configuration,
            ConversionService conversion) {
        this.reaper = reaper;
        this.scheduler = scheduler;
        this.interval =
                new Configured(ReaperConfiguration.PREFIX, conversion).lasting("interval", configuration.interval());
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        rounds = scheduler.scheduleWithFixedDelay(interval, interval, this::round);
    }

    private void round() {
        try {
            reaper.reap();
        } catch (RuntimeException e) { // thrown further it would end the schedule
            LOG.warn("A round of the reaper was cut off; the next one comes in {}", interval, e);
        }
    }

    @PreDestroy
    void stop() {
        if (rounds != null) {
            rounds.cancel(false);
        }
    }
}
