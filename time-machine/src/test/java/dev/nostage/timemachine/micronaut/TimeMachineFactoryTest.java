package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.passport.PassportOptions;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantInitializer;
import dev.nostage.tenancy.TenantLifecycle;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.Launch;
import dev.nostage.timemachine.Launches;
import dev.nostage.timemachine.Logged;
import dev.nostage.timemachine.SystemTime;
import dev.nostage.timemachine.TenantZoneException;
import dev.nostage.timemachine.TimeMachine;
import dev.nostage.timemachine.TimeMachineClock;
import dev.nostage.timemachine.TravelPolicy;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeMachineFactoryTest {

    private static final String SET_BY = " (set by the environment variable ";

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

    /** The framework takes the words of an environment variable's name apart, and no longer knows where the launch's name ends. */
    @Test
    void anEnvironmentVariableMovesALaunchThatIsNamedElsewhereAndNamesOneOfASingleWord() {
        try (Logged log = new Logged(LaunchVariables.class.getName());
                ApplicationContext context = ApplicationContext.builder()
                        .propertySources(
                                PropertySource.of("file", Map.of("nostage.launches.wish-list.from", "2036-02-01"), -1))
                        .propertySources(PropertySource.of(
                                "environment",
                                Map.of(
                                        "NOSTAGE_LAUNCHES_WISH_LIST_FROM", "2036-03-01",
                                        "NOSTAGE_LAUNCHES_GIFT_LIST_FROM", "2036-03-01",
                                        "NOSTAGE_LAUNCHES_SALE_FROM", "2036-03-01"),
                                PropertyConvention.ENVIRONMENT_VARIABLE,
                                PropertySource.Origin.of("environment")))
                        .start()) {
            assertThat(context.getBean(Launches.class).all())
                    .extracting(launch -> launch.name() + " " + launch.from())
                    .containsExactly("sale 2036-03-01T00:00:00Z", "wish-list 2036-03-01T00:00:00Z");
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .contains("NOSTAGE_LAUNCHES_GIFT_LIST_FROM\" moves no launch");
        }
    }

    @Test
    void theNameOfALaunchIsKebabCaseHoweverItsKeyIsSpelt() {
        try (ApplicationContext context = ApplicationContext.run(Map.of(
                "nostage.launches.wishList.from", "2036-02-01", "nostage.launches.Gift_list.from", "2036-02-01"))) {
            assertThat(context.getBean(Launches.class).all())
                    .extracting(Launch::name)
                    .containsExactly("gift-list", "wish-list");
        }
    }

    @Test
    void aDateThatCannotBeIsNamedWithItsKeyAndTheVariableThatSetsIt() {
        Map<String, Object> file = Map.of(
                "nostage.launches.early-bird.from", "2027-03-01", "nostage.launches.early-bird.until", "2027-04-01");
        String end = "nostage.launches.early-bird.until";
        String start = "nostage.launches.early-bird.from";
        String both = ": Launch \"early-bird\": until, which is 2027-";

        assertStopped(
                file,
                "NOSTAGE_LAUNCHES_EARLY_BIRD_UNTIL",
                "2027-02-01",
                start + " and " + end + SET_BY + "NOSTAGE_LAUNCHES_EARLY_BIRD_UNTIL)" + both);
        assertStopped(
                file,
                "nostage_launches_early_bird_from",
                "2027-05-01",
                start + SET_BY + "nostage_launches_early_bird_from) and " + end + both);
        assertStopped(
                file,
                "NOSTAGE_LAUNCHES_EARLY_BIRD_UNTIL",
                "late",
                end + SET_BY + "NOSTAGE_LAUNCHES_EARLY_BIRD_UNTIL): Launch \"early-bird\": until \"late\"");
        assertStopped(
                file,
                "NOSTAGE_LAUNCHES_EARLY_BIRD_ZONE",
                "Mars",
                "nostage.launches.early-bird.zone" + SET_BY + "NOSTAGE_LAUNCHES_EARLY_BIRD_ZONE) is no time zone");
        assertThatThrownBy(() -> ApplicationContext.run(Map.of("nostage.launches.early-bird.from", "soon"))
                        .close())
                .hasStackTraceContaining("nostage.launches.early-bird.from: Launch \"early-bird\": from \"soon\"");
    }

    @Test
    void aVariableThatSomethingElseOverrulesIsNotBlamed() {
        assertThatThrownBy(() -> started(
                        Map.of("nostage.launches.early-bird.from", "soon"),
                        Map.of("NOSTAGE_LAUNCHES_EARLY_BIRD_FROM", "2027-03-01"),
                        PropertySource.of("overruling", Map.of("nostage.launches.early-bird.from", "never"), 1000)))
                .hasStackTraceContaining("nostage.launches.early-bird.from: Launch \"early-bird\": from \"never\"");
    }

    private static void assertStopped(Map<String, Object> file, String variable, String value, String said) {
        assertThatThrownBy(() -> started(file, Map.of(variable, value))).hasStackTraceContaining(said);
    }

    private static void started(Map<String, Object> file, Map<String, Object> variables, PropertySource... others) {
        ApplicationContext.builder()
                .propertySources(PropertySource.of("file", file, -1))
                .propertySources(PropertySource.of(
                        "environment",
                        variables,
                        PropertyConvention.ENVIRONMENT_VARIABLE,
                        PropertySource.Origin.of("environment")))
                .propertySources(others)
                .start()
                .close();
    }

    @Test
    void twoLaunchesOfOneNameStopTheStartAndBothPlacesAreNamed() {
        assertThatThrownBy(() -> ApplicationContext.run(
                                Map.of(Twice.SPEC, "true", "nostage.launches.sale.from", "2026-11-27"))
                        .close())
                .hasStackTraceContaining("Launch \"sale\" is declared twice, by nostage.launches.sale and by the bean"
                        + " @jakarta.inject.Singleton dev.nostage.timemachine.Launch " + Twice.class.getCanonicalName()
                        + ".sale: take one of");
    }

    @Factory
    @Requires(property = Twice.SPEC)
    static final class Twice {

        static final String SPEC = "twice";

        @Singleton
        Launch sale() {
            return Launch.of("sale", "2027-11-27", null, ZoneOffset.UTC);
        }
    }

    @Test
    void aTenantOfTheConfigurationWhoseZoneIsNoneStopsTheStartAndIsNamed() {
        assertThatThrownBy(() -> ApplicationContext.run(Map.of(
                                "nostage.tenancy.tenants[0].id", "acme",
                                "nostage.tenancy.tenants[0].attributes.zone", "Mars/Olympus"))
                        .close())
                .hasStackTraceContaining("of tenant \"acme\" is no time zone: \"Mars/Olympus\"");
    }

    @Test
    void aTenantWhoseZoneIsNoneIsRefusedBeforeAnybodyGivesItAnything() {
        List<Tenant> given = new ArrayList<>();
        TenantInitializer others = given::add;
        try (ApplicationContext context =
                ApplicationContext.builder().singletons(others).start()) {
            TenantLifecycle lifecycle = context.getBean(TenantLifecycle.class);

            assertThatThrownBy(() -> lifecycle.open(Tenant.live("acme").with(Map.of("zone", "Mars/Olympus"))))
                    .isInstanceOf(TenantZoneException.class);
            assertThat(given).isEmpty();
            lifecycle.open(Tenant.live("acme").with(Map.of("zone", "Europe/Berlin")));
            assertThat(given).hasSize(1);
        }
    }

    @Test
    void anInvertedLaunchStopsTheStartAndIsNamed() {
        assertThatThrownBy(() -> ApplicationContext.run(Map.of(
                                "nostage.launches.anniversary-sale.from", "2026-11-27",
                                "nostage.launches.anniversary-sale.until", "2026-11-26"))
                        .close())
                .hasStackTraceContaining(
                        "nostage.launches.anniversary-sale.from and nostage.launches.anniversary-sale.until: Launch"
                                + " \"anniversary-sale\": until, which is"
                                + " 2026-11-26T00:00Z, must be after from, which is 2026-11-27T00:00Z (zone UTC)");
    }

    @Test
    void aLaunchWhoseZoneThereIsNotStopsTheStartAndIsNamed() {
        assertThatThrownBy(() -> ApplicationContext.run(Map.of(
                                "nostage.launches.sale.from", "2026-11-27",
                                "nostage.launches.sale.zone", "Europe/Berlim"))
                        .close())
                .hasStackTraceContaining("nostage.launches.sale.zone is no time zone: \"Europe/Berlim\"");
    }

    @ParameterizedTest
    @CsvSource({
        "nostage.time-machine.zone, Mars/Olympus, 'nostage.time-machine.zone is no time zone: \"Mars/Olympus\"'",
        "nostage.time-machine.max-distance, -1d, nostage.time-machine.max-distance",
        "nostage.time-machine.max-distance, far, 'max-distance must be a duration such as 90s, 15m, 2h or P1D, and was \"far\"'",
        "nostage.launches.sale.from, soon, 'nostage.launches.sale.from: Launch \"sale\": from \"soon\", column 1'",
        "nostage.launches.sale.until, 2026-11-27, nostage.launches.sale.from"
    })
    void aSettingThatCannotBeMeantStopsTheStart(String key, String value, String said) {
        assertThatThrownBy(() -> ApplicationContext.run(Map.of(key, value)).close())
                .hasStackTraceContaining(said);
    }
}
