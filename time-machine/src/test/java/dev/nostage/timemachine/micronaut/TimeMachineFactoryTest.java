package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.passport.PassportOptions;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.Launches;
import dev.nostage.timemachine.SystemTime;
import dev.nostage.timemachine.TimeMachine;
import dev.nostage.timemachine.TimeMachineClock;
import dev.nostage.timemachine.TravelPolicy;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeMachineFactoryTest {

    @Test
    void oneClockIsInjectedAsClockAndAsInstantSource() {
        try (ApplicationContext context = ApplicationContext.run()) {
            assertThat(context.getBean(Clock.class)).isInstanceOf(TimeMachineClock.class);
            assertThat(context.getBean(InstantSource.class)).isSameAs(context.getBean(Clock.class));
            assertThat(context.getBean(Clock.class, Qualifiers.byStereotype(SystemTime.class)))
                    .isEqualTo(Clock.systemUTC().withZone(ZoneId.of("UTC")));
        }
    }

    @Test
    void passportsCarryTheAsOf() {
        try (ApplicationContext context = ApplicationContext.run()) {
            assertThat(context.getBean(PassportOptions.class).travelling()).contains(AsOf.KEY);
        }
    }

    @Test
    void theClocksHaveTheConfiguredZone() {
        try (ApplicationContext context =
                ApplicationContext.run(Map.of("nostage.time-machine.zone", "Europe/Berlin"))) {
            assertThat(context.getBean(Clock.class).getZone().getId()).isEqualTo("Europe/Berlin");
        }
    }

    @Test
    void aPolicyOfTheUsersTakesThePlaceOfTheDefault() {
        TravelPolicy nobody = (tenant, passport, asOf) -> new TravelPolicy.Verdict.Refused("nobody travels");
        try (ApplicationContext context =
                ApplicationContext.builder().singletons(nobody).start()) {
            assertThat(context.getBean(TravelPolicy.class)).isSameAs(nobody);
        }
    }

    @Test
    void launchesComeFromConfigurationAndFollowTheTraveller() {
        try (ApplicationContext context = ApplicationContext.run(Map.of(
                "nostage.time-machine.zone", "Europe/Berlin",
                "nostage.launches.anniversary-sale.from", "2099-11-27",
                "nostage.launches.anniversary-sale.until", "2099-11-30T23:59:59",
                "nostage.launches.basket.from", "2026-01-01T00:00",
                "nostage.launches.basket.zone", "America/Los_Angeles"))) {
            Launches launches = context.getBean(Launches.class);
            Instant start = Instant.parse("2099-11-26T23:00:00Z");

            assertThat(launches.require("anniversary-sale").from()).isEqualTo(start);
            assertThat(launches.require("basket").from()).isEqualTo("2026-01-01T08:00:00Z");
            assertThat(launches.isLive("anniversary-sale")).isFalse();
            assertThat(context.getBean(TimeMachine.class).asOf(start).call(() -> launches.isLive("anniversary-sale")))
                    .isTrue();
        }
    }

    @Test
    void noLaunchNeedsToBeDeclared() {
        try (ApplicationContext context = ApplicationContext.run()) {
            assertThat(context.getBean(Launches.class).all()).isEqualTo(List.of());
        }
    }

    @Test
    void anInvertedLaunchStopsTheStartAndIsNamed() {
        assertThatThrownBy(() -> ApplicationContext.run(Map.of(
                                "nostage.launches.anniversary-sale.from", "2026-11-27",
                                "nostage.launches.anniversary-sale.until", "2026-11-26"))
                        .close())
                .rootCause()
                .hasMessageContaining("\"anniversary-sale\" ends at 2026-11-26T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "nostage.time-machine.zone, Mars/Olympus, Mars/Olympus",
        "nostage.time-machine.max-distance, -1d, nostage.time-machine.max-distance",
        "nostage.time-machine.max-distance, far, 'max-distance must be a duration such as 90s, 15m, 2h or P1D, and was \"far\"'",
        "nostage.launches.sale.from, soon, 'Launch \"sale\": from'",
        "nostage.launches.sale.until, 2026-11-27, nostage.launches.sale.from"
    })
    void aSettingThatCannotBeMeantStopsTheStart(String key, String value, String said) {
        assertThatThrownBy(() -> ApplicationContext.run(Map.of(key, value)).close())
                .hasStackTraceContaining(said);
    }
}
