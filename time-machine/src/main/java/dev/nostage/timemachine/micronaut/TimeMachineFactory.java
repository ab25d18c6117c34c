package dev.nostage.timemachine.micronaut;

import dev.nostage.context.Key;
import dev.nostage.tenancy.TenantSeed;
import dev.nostage.tenancy.micronaut.Configured;
import dev.nostage.tenancy.micronaut.ModuleKeys;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.Departure;
import dev.nostage.timemachine.Launch;
import dev.nostage.timemachine.Launches;
import dev.nostage.timemachine.SystemTime;
import dev.nostage.timemachine.TenantZone;
import dev.nostage.timemachine.TimeMachine;
import dev.nostage.timemachine.TimeMachineClock;
import dev.nostage.timemachine.TimeMachineHeader;
import dev.nostage.timemachine.TravelPolicy;
import io.micronaut.context.BeanRegistration;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.env.Environment;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.TypeInformation.TypeFormat;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/** The time machine's parts as beans. */
@Factory
final class TimeMachineFactory {

    @Singleton
    ModuleKeys keys() {
        return new ModuleKeys(List.of(
                "nostage.launches.*.from",
                "nostage.launches.*.until",
                "nostage.launches.*.zone",
                "nostage.time-machine.max-distance",
                "nostage.time-machine.zone"));
    }

    @Singleton
    @SystemTime
    Clock systemTime(TimeMachineConfiguration configuration) {
        return Clock.systemUTC().withZone(configuration.zoneId());
    }

    /** Primary, so that it is also the {@link InstantSource} that is injected: the framework has one of real time. */
    @Primary
    @Singleton
    @Bean(typed = {Clock.class, InstantSource.class, TimeMachineClock.class})
    TimeMachineClock clock(@SystemTime Clock systemTime) {
        return new TimeMachineClock(systemTime);
    }

    @Singleton
    TimeMachine timeMachine(@SystemTime Clock systemTime) {
        return new TimeMachine(systemTime);
    }

    /** A bean, so that passports carry it. */
    @Singleton
    Key<AsOf> asOf() {
        return AsOf.KEY;
    }

    /** Made at start, so that a bad bound stops it. */
    @Context
    TimeMachineHeader header(TimeMachineConfiguration configuration, ConversionService conversion) {
        return new TimeMachineHeader(new Configured("nostage.time-machine", conversion)
                .read(
                        "max-distance",
                        configuration.maxDistance(),
                        Duration.class,
                        TimeMachineHeader.DEFAULT_MAX_DISTANCE));
    }

    @Singleton
    @Requires(missingBeans = TravelPolicy.class)
    TravelPolicy policy() {
        return TravelPolicy.standard();
    }

    @Singleton
    Departure departure(TimeMachineHeader header, TravelPolicy policy, @SystemTime Clock systemTime) {
        return new Departure(header, policy, systemTime);
    }

    /** The first of the initializers, made at the start: a tenant of the configuration whose zone is none stops it. */
    @Context
    @Order(Ordered.HIGHEST_PRECEDENCE)
    TenantZone tenantZone(TenantSeed seed) {
        TenantZone zone = new TenantZone();
        seed.tenants().forEach(zone::initialize);
        return zone;
    }

    /** Those of the configuration and those that are beans. Made at start, so that a bad launch stops it. */
    @Context
    Launches launches(
            List<LaunchConfiguration> configured,
            Collection<BeanRegistration<Launch>> beans,
            TimeMachineConfiguration configuration,
            Environment environment,
            Clock clock) {
        DeclaredLaunches declared = new DeclaredLaunches();
        configured.stream()
                .filter(LaunchConfiguration::isDeclared)
                .forEach(launch -> declared.add(
                        launch.launch(configuration.zoneId(), key -> LaunchVariables.told(key, environment)),
                        launch.key()));
        beans.forEach(launch -> declared.add(
                launch.bean(), "the bean " + launch.definition().getBeanDescription(TypeFormat.QUALIFIED, false)));
        new LaunchVariables(
                        declared.all().stream().map(Launch::name).toList(),
                        beans.stream().map(launch -> launch.bean().name()).toList())
                .check(environment.getPropertySources());
        return new Launches(declared.all(), clock);
    }
}
