package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEvents;
import dev.nostage.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class AdmissionTest {

    private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Key<String> CITY = Key.local("city");
    private static final Key<String> ROLE = Key.local("role");

    private final InMemoryTenantDirectory directory = new InMemoryTenantDirectory(List.of(
            Tenant.live("acme"),
            Tenant.live("globex"),
            Tenant.test("lasting", NOW.plusMillis(1)),
            Tenant.live("suspended").with(TenantStatus.SUSPENDED),
            Tenant.live("removing").with(TenantStatus.REMOVING),
            Tenant.live("removed").with(TenantStatus.REMOVED),
            Tenant.test("expired", NOW.minusSeconds(1)),
            Tenant.test("expiring", NOW)));

    @Test
    void bindsTheTenantThatTheOnlySourceFinds() {
        RequestContext admitted = admit(finds("acme"));

        assertThat(admitted.get(Tenants.KEY)).isEqualTo(Tenant.live("acme"));
    }

    @Test
    void servesATenantUntilTheMomentOfItsExpiry() {
        assertThat(admit(finds("lasting")).get(Tenants.KEY)).isNotNull();
    }

    @Test
    void keepsWhatIsBoundAndAddsWhatEverySourceVouchesFor() {
        RequestContext present = RequestContext.empty().with(CITY, "Oslo");

        RequestContext admitted = admission(
                        absent(),
                        finds("acme", RequestContext.empty().with(ROLE, "tester")),
                        finds("acme", RequestContext.empty().with(CITY, "Rome")))
                .admit(SentRequest.withHeaders(), present);

        assertThat(admitted.get(ROLE)).isEqualTo("tester");
        assertThat(admitted.get(CITY)).isEqualTo("Rome");
        assertThat(admitted.get(Tenants.KEY)).isEqualTo(Tenant.live("acme"));
    }

    @Test
    void foreseesWhomItWillAdmitAndCountsNobody() {
        InFlight inFlight = new InFlight();
        Admission admission = new Admission(List.of(finds("acme")), directory, CLOCK, inFlight);

        assertThat(admission.foresee(SentRequest.withHeaders()).orElseThrow().get(Tenants.KEY))
                .isEqualTo(Tenant.live("acme"));
        assertThat(inFlight.count(Tenant.live("acme"))).isZero();
        assertThat(admission(finds("suspended")).foresee(SentRequest.withHeaders()))
                .isEmpty();
        assertThat(admission(absent()).foresee(SentRequest.withHeaders())).isEmpty();
    }

    @Test
    void refusesWhenNoSourceFindsATenant() {
        assertThatThrownBy(() -> admit(absent(), absent())).isInstanceOf(TenantMissingException.class);
        assertThatThrownBy(this::admit).isInstanceOf(TenantMissingException.class);
    }

    @Test
    void refusesSourcesThatDisagreeInEitherOrder() {
        assertThatThrownBy(() -> admit(finds("acme"), finds("globex")))
                .isInstanceOf(TenantRefusedException.class)
                .hasMessageContainingAll("acme", "globex");
        assertThatThrownBy(() -> admit(finds("globex"), absent(), finds("acme")))
                .isInstanceOf(TenantRefusedException.class);
        assertThatThrownBy(() -> admit(finds("acme"), finds("nobody"))).isInstanceOf(TenantRefusedException.class);
    }

    @Test
    void refusesWhatAnySourceRefusesWhateverTheOthersSay() {
        TenancyException because = new TenantMalformedException("as thrown");

        assertThatThrownBy(() -> admit(finds("acme"), refuses(because))).isSameAs(because);
        assertThatThrownBy(() -> admit(refuses(because), finds("acme"))).isSameAs(because);
    }

    @Test
    void givesOneAndTheSameAnswerForEveryTenantThatIsNotServed() {
        List<String> bodies = new ArrayList<>();
        for (String id : List.of("unknown", "suspended", "removing", "removed", "expired", "expiring")) {
            ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> admit(finds(id)));
            assertThat(refusal).as(id).isInstanceOf(TenantRefusedException.class);
            bodies.add(new String(refusal.problem().toJson(), StandardCharsets.UTF_8));
        }
        ProblemException contradicted =
                catchThrowableOfType(ProblemException.class, () -> admit(finds("acme"), finds("globex")));
        bodies.add(new String(contradicted.problem().toJson(), StandardCharsets.UTF_8));

        assertThat(bodies).hasSize(7).containsOnly(bodies.get(0));
        assertThat(bodies.get(0)).contains("403").doesNotContain("acme", "suspended", "expired", "removed");
    }

    @Test
    void tellsTheOperatorWhyATenantIsNotServed() {
        Map.of(
                        "unknown", "is unknown",
                        "suspended", "but SUSPENDED",
                        "removed", "but REMOVED",
                        "expired", "is expired")
                .forEach((id, why) -> assertThatThrownBy(() -> admit(finds(id)))
                        .isInstanceOf(TenantRefusedException.class)
                        .hasMessageContainingAll("\"" + id + "\"", why));
    }

    @Test
    void asksTheDirectoryAgainForEachRequest() {
        Admission admission = admission(finds("acme"));
        admission.admit(SentRequest.withHeaders(), RequestContext.empty());
        directory.replace(Tenant.live("acme"), Tenant.live("acme").with(TenantStatus.SUSPENDED));

        assertThatThrownBy(() -> admission.admit(SentRequest.withHeaders(), RequestContext.empty()))
                .isInstanceOf(TenantRefusedException.class);
    }

    @Test
    void letsARequestThatHasEndedInAgainAndCountsIt() {
        InFlight inFlight = new InFlight();
        Admission admission = new Admission(List.of(finds("acme")), directory, CLOCK, inFlight);
        RequestContext ended = admission.admit(
                SentRequest.withHeaders(), RequestContext.empty().with(CITY, "Oslo"));
        ended.get(InFlight.KEY).close();

        RequestContext again = admission.readmit(ended);

        assertThat(again.get(Tenants.KEY)).isEqualTo(Tenant.live("acme"));
        assertThat(again.get(CITY)).isEqualTo("Oslo");
        assertThat(inFlight.count(Tenant.live("acme"))).isEqualTo(1);
        again.get(InFlight.KEY).close();
        assertThat(inFlight.count(Tenant.live("acme"))).isZero();
    }

    @Test
    void letsNobodyInAgainWhoseTenantHasGoneOrIsAnother() {
        Admission admission = admission(finds("acme"));
        RequestContext ended = admission.admit(SentRequest.withHeaders(), RequestContext.empty());
        Tenant acme = Tenant.live("acme");

        directory.replace(acme, acme.with(TenantStatus.SUSPENDED));
        assertThatThrownBy(() -> admission.readmit(ended)).isInstanceOf(TenantRefusedException.class);
        directory.replace(acme.with(TenantStatus.SUSPENDED), acme.ofGeneration(2));
        assertThatThrownBy(() -> admission.readmit(ended)).isInstanceOf(TenantRefusedException.class);
    }

    @Test
    void leavesARequestWithoutATenantWithoutOne() {
        RequestContext nobody = RequestContext.empty().with(CITY, "Oslo");

        assertThat(admission(finds("acme")).readmit(nobody)).isSameAs(nobody);
    }

    @Test
    void notesTheTenantInTheWideEvent() {
        WideEvent event = new WideEvents(ignored -> {}, CLOCK, () -> 0).open();

        admission(finds("lasting"))
                .admit(SentRequest.withHeaders(), RequestContext.empty().with(WideEvent.KEY, event));

        assertThat(event.notes())
                .containsEntry("tenant", "lasting")
                .containsEntry("kind", "TEST")
                .containsEntry("plan", Tenant.DEFAULT_PLAN);
    }

    private RequestContext admit(TenantSource... sources) {
        return admission(sources).admit(SentRequest.withHeaders(), RequestContext.empty());
    }

    private Admission admission(TenantSource... sources) {
        return new Admission(List.of(sources), directory, CLOCK);
    }

    private static TenantSource finds(String tenant) {
        return finds(tenant, RequestContext.empty());
    }

    private static TenantSource finds(String tenant, RequestContext carried) {
        return source(request -> new Resolution.Found(new TenantId(tenant), carried, present -> true));
    }

    private static TenantSource absent() {
        return source(request -> Resolution.absent());
    }

    private static TenantSource refuses(TenancyException because) {
        return source(request -> Resolution.refused(because));
    }

    private static TenantSource source(Function<IncomingRequest, Resolution> resolve) {
        return new TenantSource() {
            @Override
            public Resolution resolve(IncomingRequest request) {
                return resolve.apply(request);
            }

            @Override
            public String name() {
                return "test";
            }
        };
    }
}
