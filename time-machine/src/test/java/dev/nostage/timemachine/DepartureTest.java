package dev.nostage.timemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nostage.context.RequestContext;
import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEvents;
import dev.nostage.passport.Passport;
import dev.nostage.passport.Permission;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantStatus;
import dev.nostage.tenancy.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DepartureTest {

    private static final Instant REAL = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant SALE = Instant.parse("2026-11-27T08:00:00Z");
    private static final List<String> TO_SALE = List.of("2026-11-27T08:00:00Z");

    private final FakeClock systemTime = new FakeClock("2026-03-01T10:00:00Z", "Europe/Berlin");
    private final TimeMachineHeader header = new TimeMachineHeader(TimeMachineHeader.DEFAULT_MAX_DISTANCE);
    private final Departure departure = new Departure(header, TravelPolicy.standard(), systemTime);

    @Test
    void leavesARequestWithoutHeaderAlone() {
        RequestContext present = of(TenantKind.LIVE);

        assertThat(departure.depart(List.of(), Optional::empty, present)).isSameAs(present);
    }

    @ParameterizedTest
    @EnumSource(names = {"TEST", "SYNTHETIC"})
    void letsATenantThatIsNotLiveTravelAndWrite(TenantKind kind) {
        RequestContext travelling = departure.depart(TO_SALE, Optional::empty, of(kind));

        assertThat(travelling.get(AsOf.KEY)).isEqualTo(AsOf.flow(SALE, REAL));
        travelling.run(ReadOnly::refuseWrite);
    }

    @Test
    void letsNobodyElseWriteOnATenantsJourney() {
        departure
                .depart(TO_SALE, Optional::empty, of(TenantKind.TEST))
                .run(() -> Tenants.runAs(
                        Tenant.live("globex"),
                        () -> assertThatThrownBy(ReadOnly::refuseWrite).isInstanceOf(TravelRefusedException.class)));
    }

    @Test
    void everyJourneyIsInTheAuditLogAndSoIsEveryoneThatWasRefused() {
        WideEvent event =
                new WideEvents(opened -> {}, systemTime, () -> 0).open().note("route", "/orders/{id}");
        try (Logged audited = new Logged(AuditLog.LOGGER)) {
            departure.depart(TO_SALE, Optional::empty, with(Permission.TRAVEL).with(WideEvent.KEY, event));
            departure.depart(TO_SALE, Optional::empty, of(TenantKind.TEST));
            assertRefused(TO_SALE, of(TenantKind.LIVE), "permission \"travel\"");

            Map<String, Object> line = Map.of(
                    "who", "caller",
                    "action", "travel",
                    "tenant", "acme",
                    "when", REAL,
                    "outcome", "done",
                    "as_of", SALE.toString(),
                    "as_of_mode", "flow");
            Map<String, Object> byPassport = new HashMap<>(line);
            byPassport.putAll(Map.of("who", "passport 1", "route", "/orders/{id}"));
            Map<String, Object> refused = new HashMap<>(line);
            refused.putAll(Map.of("outcome", "refused", "because", "travel-refused"));
            assertThat(audited.pairs()).containsExactly(byPassport, line, refused);
        }
    }

    @Test
    void refusesALiveTenantWithoutPassport() {
        assertRefused(TO_SALE, of(TenantKind.LIVE), "permission \"travel\"");
    }

    @Test
    void refusesALiveTenantWhosePassportPermitsOtherThings() {
        assertRefused(TO_SALE, with(Permission.OVERRIDE, Permission.INJECT_FAULTS), "permission \"travel\"");
    }

    @Test
    void letsALiveTenantWithPermissionTravelAndOnlyRead() {
        RequestContext travelling = departure.depart(TO_SALE, Optional::empty, with(Permission.TRAVEL));

        assertThat(travelling.get(AsOf.KEY)).isEqualTo(AsOf.flow(SALE, REAL));
        travelling.run(() -> assertThatThrownBy(ReadOnly::refuseWrite)
                .isInstanceOfSatisfying(TravelRefusedException.class, refusal -> {
                    assertThat(refusal.problem().name()).isEqualTo("travel-refused");
                    assertThat(refusal.problem().status()).isEqualTo(403);
                }));
    }

    @Test
    void lendsNobodyThePermissionOfAnothersPassport() {
        Tenant globex = Tenant.live("globex");

        assertRefused(TO_SALE, with(Permission.TRAVEL).with(Tenants.KEY, globex), "permission \"travel\"");
    }

    @Test
    void refusesAJourneyWithoutTenant() {
        assertRefused(TO_SALE, RequestContext.empty(), "works for no tenant");
        assertRefused(List.of("nonsense"), RequestContext.empty(), "works for no tenant");
        assertRefused(List.of(), RequestContext.empty().with(AsOf.KEY, AsOf.freeze(SALE)), "works for no tenant");
    }

    @Test
    void keepsTheAsOfThatAPassportBrought() {
        AsOf brought = AsOf.flow(SALE, REAL.minusSeconds(30));

        assertThat(departure
                        .depart(List.of(), Optional::empty, of(TenantKind.TEST).with(AsOf.KEY, brought))
                        .get(AsOf.KEY))
                .isSameAs(brought);
        assertThat(departure
                        .depart(TO_SALE, Optional::empty, of(TenantKind.TEST).with(AsOf.KEY, brought))
                        .get(AsOf.KEY))
                .isSameAs(brought);
    }

    @Test
    void judgesAnewAJourneyThatAPassportBrought() {
        AsOf brought = AsOf.freeze(SALE);

        assertRefused(List.of(), of(TenantKind.LIVE).with(AsOf.KEY, brought), "permission \"travel\"");
        departure
                .depart(List.of(), Optional::empty, with(Permission.TRAVEL).with(AsOf.KEY, brought))
                .run(() -> assertThatThrownBy(ReadOnly::refuseWrite).isInstanceOf(TravelRefusedException.class));
    }

    @Test
    void refusesAHeaderThatContradictsThePassport() {
        RequestContext present = of(TenantKind.TEST).with(AsOf.KEY, AsOf.flow(SALE, REAL));

        assertRefused(List.of("2026-11-27T08:00:01Z"), present, "the passport is as of 2026-11-27T08:00:00Z;mode=flow");
        assertRefused(List.of("2026-11-27T08:00:00Z;mode=freeze"), present, "the passport is as of");
    }

    @Test
    void theAuditLogTellsBothTimesWhereTheHeaderContradictsThePassport() {
        WideEvent event = new WideEvents(emitted -> {}, systemTime, () -> 0).open();
        RequestContext present =
                of(TenantKind.TEST).with(AsOf.KEY, AsOf.flow(SALE, REAL)).with(WideEvent.KEY, event);
        try (Logged audited = new Logged(AuditLog.LOGGER)) {
            departure.depart(TO_SALE, Optional::empty, present);
            assertRefused(List.of("2026-11-28T08:00:00Z;mode=freeze"), present, "the passport is as of");

            assertThat(audited.pairs().get(0)).doesNotContainKeys("asked", "asked_mode");
            assertThat(audited.pairs().get(1))
                    .containsEntry("outcome", "refused")
                    .containsEntry("as_of", SALE.toString())
                    .containsEntry("as_of_mode", "flow")
                    .containsEntry("asked", "2026-11-28T08:00:00Z")
                    .containsEntry("asked_mode", "freeze");
            assertThat(event.notes()).containsEntry("asked_mode", "freeze").containsKey("asked");
        }
    }

    @Test
    void refusesSeveralHeaders() {
        for (RequestContext present :
                List.of(of(TenantKind.TEST), of(TenantKind.TEST).with(AsOf.KEY, AsOf.freeze(SALE)))) {
            assertThat(catchThrowableOfType(
                                    TimeMalformedException.class,
                                    () -> departure.depart(
                                            List.of("2026-11-27", "2026-11-27"), Optional::empty, present))
                            .reason())
                    .isEqualTo("sent 2 times");
        }
    }

    @Test
    void readsADateInTheTenantsZoneElseInTheClocks() {
        List<String> date = List.of("2026-11-27;mode=freeze");

        assertThat(target(date, in("America/Los_Angeles"))).isEqualTo("2026-11-27T08:00:00Z");
        assertThat(target(date, of(TenantKind.TEST))).isEqualTo("2026-11-26T23:00:00Z");
    }

    @Test
    void refusesToGuessWhereATenantsZoneIsNone() {
        assertRefused(TO_SALE, in("Mars/Olympus"), "\"Mars/Olympus\"");
    }

    @Test
    void obeysAPolicyThatIsPluggedIn() {
        TravelPolicy nobodyFarOff = (tenant, passport, asOf) -> asOf.target().isAfter(REAL.plus(Duration.ofDays(1)))
                ? new TravelPolicy.Verdict.Refused("too far for you")
                : new TravelPolicy.Verdict.MayRead();
        Departure strict = new Departure(header, nobodyFarOff, systemTime);

        assertThatThrownBy(() -> strict.depart(TO_SALE, Optional::empty, of(TenantKind.TEST)))
                .hasMessage("too far for you");
        strict.depart(List.of("+PT1H"), Optional::empty, of(TenantKind.TEST))
                .run(() -> assertThatThrownBy(ReadOnly::refuseWrite).isInstanceOf(TravelRefusedException.class));
    }

    @Test
    void notesTheJourneyInTheWideEvent() {
        WideEvent event = new WideEvents(emitted -> {}, systemTime, () -> 0).open();

        departure.depart(
                List.of("2026-11-27T08:00:00Z;mode=freeze"),
                Optional::empty,
                of(TenantKind.TEST).with(WideEvent.KEY, event));

        assertThat(event.notes()).containsEntry("as_of", SALE).containsEntry("as_of_mode", "freeze");
    }

    private void assertRefused(List<String> sent, RequestContext present, String because) {
        assertThatThrownBy(() -> departure.depart(sent, Optional::empty, present))
                .isInstanceOfSatisfying(TravelRefusedException.class, refusal -> {
                    assertThat(refusal.problem().status()).isEqualTo(403);
                    assertThat(refusal.problem().detail()).contains(because);
                });
    }

    private Instant target(List<String> sent, RequestContext present) {
        return departure.depart(sent, Optional::empty, present).get(AsOf.KEY).target();
    }

    private static RequestContext of(TenantKind kind) {
        return RequestContext.empty().with(Tenants.KEY, tenant(kind, Map.of()));
    }

    private static RequestContext in(String zone) {
        return RequestContext.empty().with(Tenants.KEY, tenant(TenantKind.TEST, Map.of("zone", zone)));
    }

    private static RequestContext with(Permission... permissions) {
        Passport passport = new Passport(
                "1",
                new TenantId("acme"),
                TenantKind.LIVE,
                1,
                Set.of(permissions),
                REAL,
                REAL.plusSeconds(60),
                RequestContext.empty());
        return of(TenantKind.LIVE).withAll(passport.context());
    }

    private static Tenant tenant(TenantKind kind, Map<String, String> attributes) {
        return new Tenant(
                new TenantId("acme"), kind, "default", TenantStatus.ACTIVE, REAL.plusSeconds(3600), attributes);
    }
}
