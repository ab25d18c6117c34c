package dev.nostage.resilience.micronaut.micrometer;

import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.resilience.DownstreamStatus;
import dev.nostage.resilience.Outcome;
import dev.nostage.resilience.TrafficClass;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Shows each guard's counts as meters, which are read when somebody looks and cost a call nothing. */
final class DownstreamMeters {

    private static final String PREFIX = "nostage.downstream.";

    private final MeterRegistry registry;

    DownstreamMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void show(DownstreamGuard guard) {
        Tags tags = Tags.of("downstream", guard.name());
        gauge("limit", "Calls that may run at once", tags, guard, DownstreamStatus::limit);
        gauge("ceiling", "Calls of not live tenants that may run at once", tags, guard, DownstreamStatus::ceiling);
        gauge("waiting", "Live calls that wait for room", tags, guard, DownstreamStatus::waiting);
        for (TrafficClass traffic : TrafficClass.values()) {
            show(guard, traffic, tags.and("class", traffic.toString()));
        }
    }

    private void show(DownstreamGuard guard, TrafficClass traffic, Tags tags) {
        gauge(
                "in.flight",
                "Calls that run now",
                tags,
                guard,
                status -> status.of(traffic).inFlight());
        gauge(
                "retry.budget",
                "Tries again that may come now",
                tags,
                guard,
                status -> status.of(traffic).retryBudget());
        for (String state : new String[] {"closed", "open", "half_open"}) {
            gauge(
                    "breaker",
                    "1 for the state that the breaker is in",
                    tags.and("state", state),
                    guard,
                    status -> status.of(traffic).breaker().equals(state) ? 1 : 0);
        }
        counter(
                "retries",
                "Calls that were tried again",
                tags,
                guard,
                status -> status.of(traffic).retries());
        counter(
                "injected",
                "Calls that a fault on purpose struck",
                tags,
                guard,
                status -> status.of(traffic).injected());
        counter(
                "fallbacks",
                "Calls that a fallback answered",
                tags,
                guard,
                status -> status.of(traffic).fallbacks());
        for (Outcome outcome : Outcome.values()) {
            counter(
                    "calls",
                    "Calls by what became of them",
                    tags.and("outcome", outcome.toString()),
                    guard,
                    status -> status.of(traffic).count(outcome));
        }
        FunctionTimer.builder(
                        PREFIX + "time",
                        guard,
                        each -> each.status().of(traffic).made(),
                        each -> each.status().of(traffic).totalMillis(),
                        TimeUnit.MILLISECONDS)
                .description("Calls that were made, and how long they took")
                .tags(tags)
                .register(registry);
    }

    private void gauge(
            String name,
            String description,
            Tags tags,
            DownstreamGuard guard,
            ToDoubleFunction<DownstreamStatus> value) {
        Gauge.builder(PREFIX + name, guard, each -> value.applyAsDouble(each.status()))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void counter(
            String name,
            String description,
            Tags tags,
            DownstreamGuard guard,
            ToDoubleFunction<DownstreamStatus> value) {
        FunctionCounter.builder(PREFIX + name, guard, each -> value.applyAsDouble(each.status()))
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
