package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InMemoryTenantDirectoryTest {

    private final Tenant acme = Tenant.live("acme");
    private final Tenant globex = Tenant.live("globex");
    private final InMemoryTenantDirectory directory = new InMemoryTenantDirectory(List.of(globex, acme));

    @Test
    void findsTheTenantsOfItsSeedAndNoOther() {
        assertThat(directory.find(new TenantId("acme"))).contains(acme);
        assertThat(directory.find(new TenantId("Acme"))).isEmpty();
    }

    @Test
    void refusesASeedThatDeclaresOneIdTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InMemoryTenantDirectory(List.of(acme, acme)))
                .withMessageContaining("acme");
    }

    @Test
    void addsATenantOnlyWhereItsIdIsFree() {
        assertThat(directory.add(Tenant.live("new"))).isTrue();
        assertThat(directory.add(acme.with(TenantStatus.SUSPENDED))).isFalse();
        assertThat(directory.find(acme.id())).contains(acme);
    }

    @Test
    void replacesOnlyWhatIsStillThere() {
        Tenant suspended = acme.with(TenantStatus.SUSPENDED);

        assertThat(directory.replace(acme, suspended)).isTrue();
        assertThat(directory.replace(acme, acme.with(TenantStatus.REMOVING))).isFalse();
        assertThat(directory.find(acme.id())).contains(suspended);
    }

    @Test
    void listsInTheOrderOfIdsPageByPageWithoutTheRemoved() {
        directory.add(Tenant.live("beta"));
        directory.add(Tenant.live("gone").with(TenantStatus.REMOVED));
        directory.add(Tenant.live("zeta"));

        assertThat(ids(null, 2)).containsExactly("acme", "beta");
        assertThat(ids(new TenantId("beta"), 2)).containsExactly("globex", "zeta");
        assertThat(ids(new TenantId("b"), 1)).containsExactly("beta");
        assertThat(ids(new TenantId("zeta"), 2)).isEmpty();
    }

    @Test
    void keepsARemovalOnlyInThePlaceOfTheOneThatIsExpected() {
        Removal begun = Removal.of(acme, null, false);
        Removal done = begun.done(Instant.EPOCH);

        assertThat(directory.keep(null, begun)).isTrue();
        assertThat(directory.keep(null, done)).isFalse();
        assertThat(directory.receipt(acme.id())).isEmpty();
        assertThat(directory.keep(begun, done)).isTrue();
        assertThat(directory.keep(begun, begun.drained(1))).isFalse();
        assertThat(directory.removal(acme.id())).contains(done);
    }

    @Test
    void leasesANameToOneHolderUntilItEndsOrIsGivenBack() {
        Instant now = Instant.EPOCH;
        Instant end = now.plusSeconds(60);

        assertThat(directory.lease("work", "a", now, end)).isTrue();
        assertThat(directory.lease("work", "b", end.minusNanos(1), end.plusSeconds(1)))
                .isFalse();
        assertThat(directory.lease("other", "b", now, end)).isTrue();
        assertThat(directory.lease("work", "a", now, end.plusSeconds(1))).isTrue();
        assertThat(directory.lease("work", "b", end, end.plusSeconds(9))).isFalse();
        assertThat(directory.lease("work", "b", end.plusSeconds(1), end.plusSeconds(9)))
                .isTrue();
        directory.lease("work", "a", end, end);
        assertThat(directory.lease("work", "a", end.plusSeconds(2), end.plusSeconds(9)))
                .isFalse();
        directory.lease("work", "b", end, end);
        assertThat(directory.lease("work", "a", end, end.plusSeconds(9))).isTrue();
    }

    private List<String> ids(TenantId after, int limit) {
        return directory.list(after, limit).stream()
                .map(tenant -> tenant.id().value())
                .toList();
    }
}
