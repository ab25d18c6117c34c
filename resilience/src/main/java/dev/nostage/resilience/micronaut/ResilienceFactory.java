package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.Deadlines;
import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.FailurePolicy;
import dev.nostage.resilience.FaultForm;
import dev.nostage.resilience.FaultPlans;
import dev.nostage.resilience.Machine;
import dev.nostage.resilience.ScheduledTimer;
import dev.nostage.tenancy.Pause;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.micronaut.ModuleKeys;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Secondary;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** The guards as beans. Their time is the machine's, which no request can shift. */
@Factory
final class ResilienceFactory {

    @Singleton
    ModuleKeys keys() {
        return new ModuleKeys(List.of(
                "nostage.deadline",
                "nostage.downstreams.*.breaker.failure-rate",
                "nostage.downstreams.*.breaker.open-time",
                "nostage.downstreams.*.breaker.window",
                "nostage.downstreams.*.effect",
                "nostage.downstreams.*.limit.learnt",
                "nostage.downstreams.*.limit.max-wait",
                "nostage.downstreams.*.limit.max",
                "nostage.downstreams.*.limit.reserve",
                "nostage.downstreams.*.retry.backoff",
                "nostage.downstreams.*.retry.budget",
                "nostage.downstreams.*.retry.tries",
                "nostage.downstreams.*.screening.live",
                "nostage.downstreams.*.screening.synthetic",
                "nostage.downstreams.*.screening.test",
                "nostage.downstreams.*.tenant-limit.burst",
                "nostage.downstreams.*.tenant-limit.concurrency",
                "nostage.downstreams.*.tenant-limit.rate",
                "nostage.screening.allow-financial"));
    }

    @Singleton
    @Bean(preDestroy = "close")
    ScheduledTimer timer() {
        return new ScheduledTimer();
    }

    @Singleton
    Machine machine(ScheduledTimer timer) {
        return new Machine(
                System::nanoTime,
                Pause.REAL,
                timer,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /** Made at the start, so that a time that cannot be read stops it. */
    @Context
    Deadlines deadlines(DeadlineConfiguration configuration, Machine machine, ConversionService conversions) {
        return configuration.deadlines(machine.ticker(), conversions);
    }

    /** Made at the start, so that a declaration that cannot be read stops it. */
    @Context
    Downstreams downstreams(
            List<DownstreamConfiguration> declared,
            ScreeningConfiguration screening,
            FailurePolicy failures,
            FaultForm faults,
            Machine machine,
            ConversionService conversions) {
        boolean allowFinancial = screening.allowsFinancial(conversions);
        return new Downstreams(
                declared.stream()
                        .collect(Collectors.toMap(
                                DownstreamConfiguration::name,
                                downstream -> downstream.options(conversions, allowFinancial))),
                failures,
                faults,
                machine);
    }

    @Singleton
    FaultPlans faultPlans(TenantDirectory directory) {
        return new FaultPlans(directory);
    }

    @Singleton
    @Secondary
    @Requires(missing = HttpClientResponseException.class)
    FailurePolicy failurePolicy() {
        return FailurePolicy.standard();
    }

    @Singleton
    @Secondary
    @Requires(missing = HttpClientResponseException.class)
    FaultForm faultForm() {
        return FaultForm.standard();
    }
}
