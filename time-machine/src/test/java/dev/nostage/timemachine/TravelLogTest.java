package dev.nostage.timemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEvents;
import dev.nostage.passport.Passport;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.Resolution;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantStatus;
import dev.nostage.tenancy.Tenants;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands in the audit log of journeys that were refused before anybody knew to when they lead, and of looks around. */
final class TravelLogTest {

    private static final Instant REAL = Instant.parse("2026-03-01T10:00:00Z");
    private static final List<String> TO_SALE = List.of("2026-11-27T08:00:00Z;mode=freeze");
    private static final String HOSTILE = "now\" outcome=\"done\n2026";

    private final FakeClock systemTime = new FakeClock("2026-03-01T10:00:00Z", "Europe/Berlin");
    private final Departure departure = new Departure(
            new TimeMachineHeader(TimeMachineHeader.DEFAULT_MAX_DISTANCE), TravelPolicy.standard(), systemTime);
    private final Logged audited = new Logged(AuditLog.LOGGER);

    @AfterEach
    void close() {
        audited.close();
    }

    @Test
    void aHeaderThatCannotBeReadIsALineAndNothingOfItStandsThere() {
        refused(List.of(HOSTILE), of(tenant(Map.of())));

        assertThat(audited.pairs()).containsExactly(line("caller", "acme", "time-malformed"));
    }

    @Test
    void aHeaderThatWasSentTwiceIsALine() {
        refused(List.of("2026-11-27", "2026-11-28"), of(tenant(Map.of())));

        assertThat(audited.pairs()).containsExactly(line("caller", "acme", "time-malformed"));
    }

    @Test
    void aHeaderForNobodyIsALine() {
        refused(TO_SALE, onRoute(RequestContext.empty()));
        refused(TO_SALE, RequestContext.empty().with(AuditLog.WHO, "token-1"));

        Map<String, Object> stranger = new HashMap<>(line("stranger", "none", "travel-refused"));
        stranger.put("route", "/orders/{id}");
        assertThat(audited.pairs()).containsExactly(stranger, line("token-1", "none", "travel-refused"));
    }

    @Test
    void aTenantWhoseZoneIsNoneIsALine() {
        refused(TO_SALE, of(tenant(Map.of("zone", HOSTILE))));

        assertThat(audited.pairs()).containsExactly(line("caller", "acme", "travel-refused"));
    }

    @Test
    void aLookAroundIsALineAndSoIsOneThatWasRefused() {
        RequestContext operator = onRoute(RequestContext.empty().with(AuditLog.WHO, "token-1"));

        departure.lookAround(TO_SALE, Resolution.absent(), operator);
        assertThatThrownBy(() -> departure.lookAround(List.of("soon"), Resolution.absent(), operator))
                .isInstanceOf(TimeMalformedException.class);
        departure.lookAround(List.of(), Resolution.absent(), operator);

        Map<String, Object> done = new HashMap<>(line("token-1", "none", "none"));
        done.remove("because");
        done.putAll(Map.of(
                "outcome", "done", "route", "/orders/{id}", "as_of", "2026-11-27T08:00:00Z", "as_of_mode", "freeze"));
        Map<String, Object> refused = new HashMap<>(line("token-1", "none", "time-malformed"));
        refused.put("route", "/orders/{id}");
        assertThat(audited.pairs()).containsExactly(done, refused);
    }

    @Test
    void strangersDoNotFloodItNorHideWhatTenantsTry() {
        for (int i = 0; i < 1000; i++) {
            refused(TO_SALE, RequestContext.empty());
        }
        assertThat(audited.pairs()).hasSize(10);
        for (int i = 0; i < 1000; i++) {
            refused(List.of("soon"), of(tenant(Map.of())));
        }
        assertThat(audited.pairs()).hasSize(20);

        systemTime.advance(Duration.ofMinutes(1));
        refused(TO_SALE, RequestContext.empty());
        assertThat(audited.pairs()).hasSize(21);
        assertThat(audited.pairs().get(20)).containsEntry("who", "stranger").containsEntry("suppressed", "990");
    }

    @Test
    void whatIsTriedForOneTenantHidesNothingThatIsTriedForAnother() {
        for (int i = 0; i < 1000; i++) {
            refused(List.of("soon"), of(tenant(Map.of())));
        }
        refused(List.of("soon"), of(Tenant.live("globex")));

        assertThat(audited.pairs()).hasSize(11);
        assertThat(audited.pairs().get(10)).isEqualTo(line("caller", "globex", "time-malformed"));
    }

    @Test
    void whatTheHolderOfAPassportTriesIsNeverLeftOut() {
        Tenant acme = tenant(Map.of());
        Passport passport = new Passport(
                "1", acme.id(), acme.kind(), 1, Set.of(), REAL, REAL.plusSeconds(60), RequestContext.empty());
        for (int i = 0; i < 30; i++) {
            refused(List.of("soon"), of(acme).withAll(passport.context()));
        }

        assertThat(audited.pairs()).hasSize(30).containsOnly(line("passport 1", "acme", "time-malformed"));
    }

    @Test
    void whoeverAuthenticatedIsNamedAndNothingThatTheyTryIsLeftOut() {
        Principal alice = () -> "alice\" outcome=\"done";
        for (int i = 0; i < 30; i++) {
            assertThatThrownBy(() -> departure.depart(List.of("soon"), () -> Optional.of(alice), of(tenant(Map.of()))))
                    .isInstanceOf(TimeTravelException.class);
        }

        assertThat(audited.pairs())
                .hasSize(30)
                .containsOnly(line("principal 'alice\\u0022 outcome=\\u0022done'", "acme", "time-malformed"));
    }

    @Test
    void aPassportAnswersBeforeAPrincipal() {
        Tenant acme = tenant(Map.of());
        Passport passport = new Passport(
                "1", acme.id(), acme.kind(), 1, Set.of(), REAL, REAL.plusSeconds(60), RequestContext.empty());

        departure.depart(TO_SALE, () -> Optional.of(() -> "alice"), of(acme).withAll(passport.context()));

        assertThat(audited.pairs()).extracting(line -> line.get("who")).containsExactly("passport 1");
    }

    private void refused(List<String> sent, RequestContext present) {
        assertThatThrownBy(() -> departure.depart(sent, Optional::empty, present))
                .isInstanceOf(TimeTravelException.class);
    }

    private RequestContext onRoute(RequestContext context) {
        WideEvent event =
                new WideEvents(opened -> {}, systemTime, () -> 0).open().note("route", "/orders/{id}");
        return context.with(WideEvent.KEY, event);
    }

    private static Map<String, Object> line(String who, String tenant, String because) {
        return Map.of(
                "who", who, "action", "travel", "tenant", tenant, "when", REAL, "outcome", "refused", "because",
                because);
    }

    private static RequestContext of(Tenant tenant) {
        return RequestContext.empty().with(Tenants.KEY, tenant);
    }

    private static Tenant tenant(Map<String, String> attributes) {
        return new Tenant(
                new TenantId("acme"),
                TenantKind.TEST,
                "default",
                TenantStatus.ACTIVE,
                REAL.plusSeconds(3600),
                attributes);
    }
}
