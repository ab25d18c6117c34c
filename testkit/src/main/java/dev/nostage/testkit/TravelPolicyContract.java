package dev.nostage.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.nostage.context.RequestContext;
import dev.nostage.passport.Passport;
import dev.nostage.passport.Permission;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantStatus;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.TravelPolicy;
import dev.nostage.timemachine.TravelPolicy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TravelPolicy} must do, whatever it allows. Extend it in a test and say which policy it is about, on a clock that
 * stands still if it reads one; JUnit runs the rest. What the policy allows is for tests of your own.
 */
public abstract class TravelPolicyContract {

    private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");

    private TravelPolicy policy;

    protected abstract TravelPolicy policy();

    /** @param passport null for a tenant that was let in without one */
    private record Journey(Tenant tenant, @Nullable Passport passport, AsOf asOf) {

        Verdict judgedBy(TravelPolicy policy) {
            return policy.judge(tenant, passport, asOf);
        }
    }

    @BeforeEach
    void begin() {
        policy = policy();
    }

    @Test
    void judgesEveryJourney() {
        for (Journey journey : journeys()) {
            assertNotNull(journey.judgedBy(policy), journey::toString);
        }
    }

    /** Every service that a request reaches asks anew, and one of them perhaps twice: they must agree. */
    @Test
    void judgesAJourneyTheSameWheneverItIsAsked() {
        List<Journey> journeys = journeys();
        List<Verdict> first =
                journeys.stream().map(journey -> journey.judgedBy(policy)).toList();

        Collections.reverse(journeys);
        List<Verdict> again = new ArrayList<>(
                journeys.stream().map(journey -> journey.judgedBy(policy)).toList());
        Collections.reverse(again);

        assertEquals(first, again);
    }

    @Test
    void judgesJourneysThatBeginAtOnce() {
        List<Journey> journeys = journeys();
        List<Verdict> alone =
                journeys.stream().map(journey -> journey.judgedBy(policy)).toList();

        AtOnce.all(i -> journeys.stream()
                .map(journey -> journey.judgedBy(policy))
                .toList()
                .equals(alone));
    }

    @Test
    void tellsWhomItRefusesWhyAndNothingOfOthers() {
        List<Journey> journeys = journeys();
        for (Journey journey : journeys) {
            if (journey.judgedBy(policy) instanceof Verdict.Refused refused) {
                assertFalse(refused.because().isBlank(), () -> "The caller is not told why: " + journey);
                for (Journey other : journeys) {
                    assertFalse(
                            !other.tenant().id().equals(journey.tenant().id())
                                    && refused.because()
                                            .contains(other.tenant().id().value()),
                            () -> journey.tenant().id() + " is told of another tenant: " + refused.because());
                }
            }
        }
    }

    private static List<Journey> journeys() {
        List<Journey> journeys = new ArrayList<>();
        for (TenantKind kind : TenantKind.values()) {
            Tenant tenant = new Tenant(
                    new TenantId("journey-of-" + kind),
                    kind,
                    "default",
                    TenantStatus.ACTIVE,
                    kind.isLive() ? null : Instant.parse("2999-01-01T00:00:00Z"),
                    Map.of());
            for (AsOf asOf : times()) {
                journeys.add(new Journey(tenant, null, asOf));
                journeys.add(new Journey(tenant, passport(tenant, Set.of()), asOf));
                journeys.add(new Journey(tenant, passport(tenant, Set.of(Permission.values())), asOf));
            }
        }
        return journeys;
    }

    private static List<AsOf> times() {
        List<AsOf> times = new ArrayList<>();
        for (Instant target : List.of(
                NOW,
                NOW.plusNanos(1),
                NOW.minus(Duration.ofDays(400)),
                NOW.plus(Duration.ofDays(400)),
                Instant.parse("0001-01-01T00:00:00Z"),
                Instant.parse("9999-12-31T23:59:59.999999999Z"))) {
            times.add(AsOf.freeze(target));
            times.add(AsOf.flow(target, NOW));
        }
        return times;
    }

    private static Passport passport(Tenant tenant, Set<Permission> permissions) {
        return new Passport(
                "p-1",
                tenant.id(),
                tenant.kind(),
                tenant.generation(),
                permissions,
                NOW.minusSeconds(60),
                NOW.plusSeconds(600),
                RequestContext.empty());
    }
}
