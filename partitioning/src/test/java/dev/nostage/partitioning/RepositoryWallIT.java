package dev.nostage.partitioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import dev.nostage.partitioning.database.TestDatabase.Product;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.TenantRefusedException;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.exceptions.OptimisticLockException;
import io.micronaut.data.runtime.multitenancy.TenantResolver;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@EnumSource(Product.class)
class RepositoryWallIT {

    @Parameter
    Product product;

    private static final Tenant ACME = Tenant.live("acme");
    private static final Tenant GLOBEX = Tenant.live("globex");

    private LedgerDatabase database;
    private LedgerRepository ledgers;
    private Ledger acmes;

    @BeforeEach
    void acmeHasOneRow() {
        database = new LedgerDatabase(product);
        ledgers = database.ledgers;
        acmes = Tenants.callAs(ACME, () -> ledgers.save(Ledger.of("acme's")));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void fillsInTheTenantOfARowThatNamesNone() {
        assertThat(acmes.tenantId()).isEqualTo("acme");
        assertThat(database.value("select tenant_id from ledger")).isEqualTo("acme");
    }

    @Test
    void showsATenantItsOwnRowsAndNobodyElses() {
        assertThat(Tenants.callAs(ACME, () -> ledgers.findAll())).containsExactly(acmes);
        Tenants.runAs(GLOBEX, () -> {
            assertThat(ledgers.findAll()).isEmpty();
            assertThat(ledgers.findById(acmes.id())).isEmpty();
            assertThat(ledgers.findByEntry("acme's")).isEmpty();
            assertThat(ledgers.existsByEntry("acme's")).isFalse();
            assertThat(ledgers.existsById(acmes.id())).isFalse();
            assertThat(ledgers.count()).isZero();
        });
    }

    static List<Consumer<LedgerRepository>> everyKindOfCall() {
        return List.of(
                LedgerRepository::findAll,
                LedgerRepository::count,
                repository -> repository.findById(1L),
                repository -> repository.findByEntry("acme's"),
                repository -> repository.save(Ledger.of("orphan")),
                repository -> repository.saveAll(List.of(Ledger.of("orphan"))),
                repository -> repository.update(new Ledger(1L, null, "orphan")),
                repository -> repository.rewrite(new Ledger(1L, null, "orphan")),
                repository -> repository.delete(new Ledger(1L, null, "orphan")),
                repository -> repository.deleteById(1L),
                LedgerRepository::deleteAll);
    }

    @ParameterizedTest
    @MethodSource("everyKindOfCall")
    void answersNothingWhereNoTenantIsBound(Consumer<LedgerRepository> call) {
        assertThatThrownBy(() -> call.accept(ledgers))
                .isInstanceOf(TenantMissingException.class)
                .hasMessageContaining("LedgerRepository.")
                .hasMessageContaining("Tenants.callAs");
        assertThat(database.value("select count(*) from ledger")).isEqualTo("1");
    }

    @Test
    void refusesToSaveAnotherTenantsRow() {
        Tenants.runAs(GLOBEX, () -> {
            assertThatThrownBy(() -> ledgers.save(new Ledger(null, "acme", "planted")))
                    .isInstanceOf(CrossTenantException.class)
                    .hasMessageContaining("Ledger");
            assertThatThrownBy(() -> ledgers.saveAll(List.of(Ledger.of("mine"), new Ledger(null, "acme", "planted"))))
                    .isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> ledgers.save(new Ledger(null, "", "ownerless")))
                    .isInstanceOf(CrossTenantException.class);
        });
        assertThat(database.value("select count(*) from ledger where entry <> 'acme''s'"))
                .isEqualTo("0");
    }

    @Test
    void refusesToMoveAnOwnRowToAnotherTenant() {
        Tenants.runAs(
                ACME,
                () -> assertThatThrownBy(() -> ledgers.update(acmes.of("globex", "moved")))
                        .isInstanceOf(CrossTenantException.class));
        assertThat(database.value("select tenant_id || entry from ledger")).isEqualTo("acmeacme's");
    }

    @Test
    void keepsAnUpdateThatNamesNoTenantFromMakingAnOrphan() {
        Tenants.runAs(ACME, () -> ledgers.update(acmes.of(null, "changed")));
        assertThat(database.value("select tenant_id || entry from ledger")).isEqualTo("acmechanged");
    }

    @Test
    void leavesAnotherTenantsRowAsItIsWhateverIsTried() {
        Tenants.runAs(GLOBEX, () -> {
            assertThatThrownBy(() -> ledgers.update(acmes.of("acme", "stolen")))
                    .isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> ledgers.delete(acmes)).isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> ledgers.deleteAll(List.of(acmes))).isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> ledgers.update(acmes.of(null, "stolen")))
                    .isInstanceOf(OptimisticLockException.class);
            assertThatThrownBy(() -> ledgers.update(acmes.of("globex", "stolen")))
                    .isInstanceOf(OptimisticLockException.class);
            ledgers.delete(acmes.of(null, "stolen"));
            ledgers.deleteById(acmes.id());
            ledgers.deleteAll();
        });
        assertThat(database.value("select tenant_id || entry from ledger")).isEqualTo("acmeacme's");
    }

    @Test
    void refusesEveryWriteWhereNothingMayBeWritten() {
        ReadOnly readOnly = new ReadOnly(() -> new TenantRefusedException("read only"));
        RequestContext.empty()
                .with(Tenants.KEY, ACME)
                .with(ReadOnly.KEY, readOnly)
                .run(() -> {
                    assertThat(ledgers.findAll()).hasSize(1);
                    assertThat(ledgers.existsByEntry("acme's")).isTrue();
                    assertThat(ledgers.isThere("acme's")).isTrue();
                    for (Consumer<LedgerRepository> write :
                            everyKindOfCall().subList(4, everyKindOfCall().size())) {
                        assertThatThrownBy(() -> write.accept(ledgers)).isInstanceOf(TenantRefusedException.class);
                    }
                });
        assertThat(database.value("select tenant_id || entry from ledger")).isEqualTo("acmeacme's");
    }

    /** Stands for a predicate that is wrong, which nothing in Micronaut Data's own surface is today. */
    @Singleton
    @Replaces(TenantResolver.class)
    @Requires(property = "test.predicate")
    static final class WrongPredicate implements TenantResolver {

        @Override
        public String resolveTenantIdentifier() {
            return "acme";
        }
    }

    @Test
    void refusesToHandOutALoadedRowThatIsNotTheTenants() {
        try (LedgerDatabase broken = new LedgerDatabase(product, Map.of("test.predicate", "wrong"))) {
            broken.execute("insert into ledger (tenant_id, entry) values ('acme', 'secret')");

            Tenants.runAs(GLOBEX, () -> {
                assertThatThrownBy(() -> broken.ledgers.findAll()).isInstanceOf(CrossTenantException.class);
                assertThatThrownBy(() -> broken.ledgers.findById(1L)).isInstanceOf(CrossTenantException.class);
            });
            assertThat(Tenants.callAs(ACME, () -> broken.ledgers.findAll())).hasSize(1);
        }
    }
}
