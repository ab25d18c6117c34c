package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

    private List<String> ids(TenantId after, int limit) {
        return directory.list(after, limit).stream()
                .map(tenant -> tenant.id().value())
                .toList();
    }
}
