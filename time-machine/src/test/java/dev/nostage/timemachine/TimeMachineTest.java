package dev.nostage.timemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TimeMachineTest {

    private static final Instant REAL = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant SALE = Instant.parse("2026-11-27T08:00:00Z");
    private static final Tenant PROBE = Tenant.test("probe", REAL.plusSeconds(60));

    private final FakeClock systemTime = new FakeClock("2026-03-01T10:00:00Z", "UTC");
    private final TimeMachine timeMachine = new TimeMachine(systemTime);
    private final Clock clock = new TimeMachineClock(systemTime);

    @AfterEach
    void nobodyIsLeftBehind() {
        assertThat(clock.instant()).isEqualTo(systemTime.instant());
    }

    @Test
    void tellsRealTimeWhereNobodyTravels() {
        assertThat(clock.instant()).isEqualTo(REAL);
        assertThat(clock.millis()).isEqualTo(REAL.toEpochMilli());
        assertThat(timeMachine.now()).isEqualTo(REAL);
    }

    @Test
    void runsOnFromAnInstant() {
        timeMachine.asOf(SALE).run(() -> {
            assertThat(clock.instant()).isEqualTo(SALE);
            systemTime.advance(Duration.ofSeconds(5));
            assertThat(clock.instant()).isEqualTo(SALE.plusSeconds(5));
            assertThat(clock.millis()).isEqualTo(SALE.plusSeconds(5).toEpochMilli());
            assertThat(timeMachine.now()).isEqualTo(SALE.plusSeconds(5));
        });
    }

    @Test
    void standsStillAsOfAFrozenInstant() {
        Instant seen = timeMachine.asOf(AsOf.freeze(SALE)).call(() -> {
            systemTime.advance(Duration.ofDays(1));
            return timeMachine.now();
        });

        assertThat(seen).isEqualTo(SALE);
    }

    @Test
    void restoresTheOuterJourneyAfterTheInner() {
        Instant later = SALE.plusSeconds(60);

        timeMachine.asOf(AsOf.freeze(SALE)).run(() -> {
            timeMachine
                    .asOf(AsOf.freeze(later))
                    .run(() -> assertThat(clock.instant()).isEqualTo(later));
            assertThat(clock.instant()).isEqualTo(SALE);
        });
    }

    @Test
    void restoresTheTimeWhenTheWorkFails() {
        assertThatThrownBy(() -> timeMachine.asOf(SALE).call(() -> {
                    throw new IOException("no");
                }))
                .isInstanceOf(IOException.class);
    }

    @Test
    void keepsTravellingInAnotherZone() {
        Clock losAngeles = clock.withZone(ZoneId.of("America/Los_Angeles"));

        timeMachine.asOf(AsOf.freeze(SALE)).run(() -> {
            assertThat(LocalDate.now(losAngeles)).isEqualTo("2026-11-27");
            assertThat(losAngeles.instant()).isEqualTo(SALE);
        });
        assertThat(losAngeles.getZone().getId()).isEqualTo("America/Los_Angeles");
    }

    @Test
    void isOneClockWithAnotherOverTheSameSystemTime() {
        assertThat(clock)
                .isEqualTo(new TimeMachineClock(systemTime))
                .hasSameHashCodeAs(new TimeMachineClock(systemTime));
        assertThat(clock).isNotEqualTo(systemTime);
    }

    @Test
    void onlyReadsOnALiveTenantsJourney() {
        Tenants.runAs(Tenant.live("acme"), () -> {
            timeMachine
                    .asOf(SALE)
                    .run(() -> assertThatThrownBy(ReadOnly::refuseWrite).isInstanceOf(TravelRefusedException.class));
            assertThatCode(ReadOnly::refuseWrite).doesNotThrowAnyException();
        });
    }

    @Test
    void writesOnATestTenantsJourney() {
        Tenants.runAs(PROBE, () -> timeMachine.asOf(SALE).run(ReadOnly::refuseWrite));
    }

    @Test
    void onlyReadsForAnotherThanTheTenantWhoseJourneyItIs() {
        Tenants.runAs(
                PROBE,
                () -> timeMachine.asOf(SALE).run(() -> {
                    for (Tenant other : List.of(Tenant.live("acme"), Tenant.test("other", REAL.plusSeconds(60)))) {
                        Tenants.runAs(
                                other,
                                () -> assertThatThrownBy(ReadOnly::refuseWrite)
                                        .isInstanceOf(TravelRefusedException.class)
                                        .hasMessageContaining("this is another"));
                        Tenants.runAs(
                                other,
                                () -> timeMachine
                                        .asOf(SALE)
                                        .run(() -> assertThatThrownBy(ReadOnly::refuseWrite)
                                                .isInstanceOf(TravelRefusedException.class)));
                    }
                    ReadOnly.refuseWrite();
                }));
    }

    @Test
    void writesForTestsAloneOnAJourneyThatNoTenantBegan() {
        timeMachine.asOf(SALE).run(() -> {
            Tenants.runAs(PROBE, ReadOnly::refuseWrite);
            Tenants.runAs(
                    Tenant.live("acme"),
                    () -> assertThatThrownBy(ReadOnly::refuseWrite)
                            .isInstanceOf(TravelRefusedException.class)
                            .hasMessageContaining("no tenant began"));
            assertThatThrownBy(ReadOnly::refuseWrite).isInstanceOf(TravelRefusedException.class);
        });
    }

    @Test
    void allowsNothingThatWasRefusedBeforeTheJourney() {
        ReadOnly readOnly = new ReadOnly(() -> new TravelRefusedException("read only before"));

        readOnly.within(RequestContext.empty().with(Tenants.KEY, PROBE))
                .run(() -> timeMachine
                        .asOf(SALE)
                        .run(() -> assertThatThrownBy(ReadOnly::refuseWrite).hasMessage("read only before")));
    }

    @Test
    void everyJourneyFromCodeIsInTheAuditLog() {
        try (Logged audited = new Logged(AuditLog.LOGGER)) {
            Tenants.runAs(PROBE, () -> timeMachine.asOf(AsOf.freeze(SALE)).run(() -> {}));
            RequestContext.empty()
                    .with(AuditLog.WHO, "token-1")
                    .run(() -> timeMachine.asOf(SALE).run(() -> {}));

            assertThat(audited.pairs())
                    .containsExactly(line("application", "probe", "freeze"), line("token-1", "none", "flow"));
        }
    }

    private static Map<String, Object> line(String who, String tenant, String mode) {
        return Map.of(
                "who",
                who,
                "action",
                "travel",
                "tenant",
                tenant,
                "when",
                REAL,
                "outcome",
                "done",
                "as_of",
                SALE.toString(),
                "as_of_mode",
                mode);
    }
}
