package dev.nostage.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.passport.Passport;
import dev.nostage.passport.Permission;
import dev.nostage.tenancy.TenantId;
import dev.nostage.testkit.TravelPolicyContract;
import dev.nostage.timemachine.TravelPolicy;
import dev.nostage.timemachine.TravelPolicy.Verdict;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the contract says of policies that a user may well write. */
class BrokenPoliciesTest {

    @Test
    void finds() {
        assertThat(Verdicts.of(DemandsAPassport.class)).containsKey("judgesEveryJourney");
        assertThat(Verdicts.of(OnceATenant.class)).containsKey("judgesAJourneyTheSameWheneverItIsAsked");
        assertThat(Verdicts.of(SaysNothing.class)).containsOnlyKeys("tellsWhomItRefusesWhyAndNothingOfOthers");
        assertThat(Verdicts.of(Gossips.class))
                .hasEntrySatisfying(
                        "tellsWhomItRefusesWhyAndNothingOfOthers",
                        message -> assertThat(message).contains("is told of another tenant"));
    }

    static class DemandsAPassport extends TravelPolicyContract {

        @Override
        protected TravelPolicy policy() {
            return (tenant, passport, asOf) -> permits(passport) ? new Verdict.MayWrite() : new Verdict.MayRead();
        }

        private static boolean permits(Passport passport) {
            return passport.permits(Permission.TRAVEL);
        }
    }

    static class OnceATenant extends TravelPolicyContract {

        @Override
        protected TravelPolicy policy() {
            Set<TenantId> travelled = ConcurrentHashMap.newKeySet();
            return (tenant, passport, asOf) ->
                    travelled.add(tenant.id()) ? new Verdict.MayWrite() : new Verdict.Refused("Nobody travels twice.");
        }
    }

    static class SaysNothing extends TravelPolicyContract {

        @Override
        protected TravelPolicy policy() {
            return (tenant, passport, asOf) -> new Verdict.Refused(" ");
        }
    }

    static class Gossips extends TravelPolicyContract {

        @Override
        protected TravelPolicy policy() {
            AtomicReference<Set<TenantId>> known = new AtomicReference<>(Set.of());
            return (tenant, passport, asOf) -> {
                Set<TenantId> all = known.updateAndGet(before -> {
                    Set<TenantId> more = new HashSet<>(before);
                    more.add(tenant.id());
                    return Set.copyOf(more);
                });
                return new Verdict.Refused("Only one travels at a time, and there are " + all);
            };
        }
    }
}
