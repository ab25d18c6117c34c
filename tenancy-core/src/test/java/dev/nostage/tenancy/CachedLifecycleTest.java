package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two instances of a service, each with a cache before the one directory. */
@Timeout(60) // whoever spins on what is remembered does so for ever
final class CachedLifecycleTest {

    private static final TenantId TRIAL = new TenantId("trial");
    private static final Duration STALENESS = Duration.ofSeconds(5);

    private final PassingTime time = new PassingTime();
    private final AtomicLong nanos = new AtomicLong();
    private final ScriptedDirectory database = new ScriptedDirectory();
    private final TenantDirectory here = cached();
    private final TenantDirectory there = cached();
    private final List<String> emptied = new ArrayList<>();
    private final TenantLifecycle lifecycle = lifecycle(here);
    private final TenantLifecycle elsewhere = lifecycle(there);

    @Test
    void changesATenantThatAnotherInstanceHasChangedMeanwhile() {
        lifecycle.open(trial());
        there.find(TRIAL);

        lifecycle.suspend(TRIAL);
        assertThat(elsewhere.resume(TRIAL).status()).isEqualTo(TenantStatus.ACTIVE);
        assertThat(database.find(TRIAL).map(Tenant::status)).contains(TenantStatus.ACTIVE);

        here.find(TRIAL);
        elsewhere.suspend(TRIAL);
        assertThat(lifecycle.suspend(TRIAL).status()).isEqualTo(TenantStatus.SUSPENDED);
        assertThat(lifecycle.resume(TRIAL).status()).isEqualTo(TenantStatus.ACTIVE);
    }

    @Test
    void removesAndOpensAnewWhateverIsRemembered() {
        Tenant before = lifecycle.open(trial());
        there.find(TRIAL);
        lifecycle.remove(TRIAL);

        assertThat(elsewhere.open(trial()).generation()).isGreaterThan(before.generation());
        here.find(TRIAL);
        assertThat(lifecycle.remove(TRIAL).residue()).isZero();
        assertThat(database.find(TRIAL).map(Tenant::status)).contains(TenantStatus.REMOVED);
    }

    @Test
    void worksForNobodyInARoundWhomAnotherInstanceHasSuspended() {
        lifecycle.open(trial());
        there.find(TRIAL);
        lifecycle.suspend(TRIAL);
        List<Tenant> worked = new ArrayList<>();

        new Tenants(there, time).forEach(tenant -> true, worked::add);

        assertThat(worked).isEmpty();
    }

    @Test
    void emptiesNothingWhileAnotherInstanceMayStillLetRequestsIn() {
        lifecycle.open(trial());
        Instant begin = time.instant();

        lifecycle.remove(TRIAL);

        assertThat(emptied).containsExactly("after " + STALENESS);
        assertThat(time.instant()).isEqualTo(begin.plus(STALENESS));
    }

    @Test
    void letsNoRequestInThatATenantsRemovalHereHasNotSeen() {
        lifecycle.open(trial());
        InFlight inFlight = new InFlight();
        here.find(TRIAL);
        ScriptedDirectory removedInBetween = new ScriptedDirectory(here);
        removedInBetween.afterFind(found -> {
            found.ifPresent(tenant -> here.replace(tenant, tenant.with(TenantStatus.REMOVING)));
            return found;
        });

        assertThatThrownBy(() -> new Admission(List.of(trialSource()), removedInBetween, time, inFlight)
                        .admit(SentRequest.withHeaders(), RequestContext.empty()))
                .isInstanceOf(TenantRefusedException.class);
        assertThat(inFlight.count(trial())).isZero();
    }

    @Test
    void refusesWhatAnotherInstanceHasSuspendedAsSoonAsItIsRememberedNoMore() {
        lifecycle.open(trial());
        Admission admission = new Admission(List.of(trialSource()), there, time);
        admission.admit(SentRequest.withHeaders(), RequestContext.empty());
        lifecycle.suspend(TRIAL);

        nanos.addAndGet(STALENESS.toNanos());
        assertThatThrownBy(() -> admission.admit(SentRequest.withHeaders(), RequestContext.empty()))
                .isInstanceOf(TenantRefusedException.class);
    }

    private CachedTenantDirectory cached() {
        return new CachedTenantDirectory(database, new DirectoryCacheOptions(10, STALENESS), nanos::get);
    }

    private TenantLifecycle lifecycle(TenantDirectory directory) {
        Instant begin = time.instant();
        TenantStore store = new TenantStore() {
            @Override
            public String name() {
                return "store";
            }

            @Override
            public long purge(Tenant tenant) {
                emptied.add("after " + Duration.between(begin, time.instant()));
                return 0;
            }

            @Override
            public long residue(Tenant tenant) {
                return 0;
            }
        };
        return new TenantLifecycle(
                directory, List.of(store), List.of(), time, new Drain(new InFlight(), Drain.DEFAULT_LONGEST, time));
    }

    private static TenantSource trialSource() {
        return new FixedTenantSource("trial");
    }

    private static Tenant trial() {
        return Tenant.test("trial", Instant.parse("2999-01-01T00:00:00Z"));
    }
}
