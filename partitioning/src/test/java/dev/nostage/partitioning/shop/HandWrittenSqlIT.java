package dev.nostage.partitioning.shop;

import static dev.nostage.partitioning.shop.Shop.ACME;
import static dev.nostage.partitioning.shop.Shop.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.database.TestDatabase.Product;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import io.micronaut.data.model.Pageable;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Product.class)
class HandWrittenSqlIT {

    @Parameter
    Product product;

    private Shop shop;
    private Purchase acmes;

    @BeforeEach
    void bothSell() {
        shop = new Shop(product);
        Tenants.runAs(ACME, () -> {
            acmes = shop.purchases.save(Purchase.of("rope"));
            shop.customers.save(Customer.named("Ann").buying(Purchase.of("anvil")));
        });
        Tenants.runAs(GLOBEX, () -> shop.customers.save(Customer.named("Bob").buying(Purchase.of("anvil"))));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void readsAndWritesWhatIsTheTenants() {
        Tenants.runAs(ACME, () -> {
            assertThat(shop.purchases.lines("acme", List.of("anvil", "rope")))
                    .containsExactly(new Line("anvil", "Ann"));
            var page = shop.purchases.page("acme", Pageable.from(0, 1));
            assertThat(page.getTotalSize()).isEqualTo(2);
            assertThat(page.getContent()).hasSize(1);
            shop.purchases.rename(acmes.item("string"));
            shop.purchases.add(Purchase.of("added"));
        });
        assertThat(shop.everyPurchase()).isEqualTo("acme:added acme:anvil acme:string globex:anvil");
        assertThat(Tenants.callAs(ACME, () -> shop.purchases.wipe("acme"))).isEqualTo(3);
        assertThat(shop.everyPurchase()).isEqualTo("globex:anvil");
    }

    @Test
    void refusesAnotherTenantOrNoneAsTheArgumentBeforeAnySql() {
        List<BiConsumer<PurchaseRepository, String>> calls = List.of(
                (purchases, tenant) -> purchases.lines(tenant, List.of("rope")),
                (purchases, tenant) -> purchases.page(tenant, Pageable.from(0, 1)),
                PurchaseRepository::wipe);
        for (BiConsumer<PurchaseRepository, String> call : calls) {
            for (String tenant : Arrays.asList("acme", "", null, "GLOBEX", "globex ")) {
                Tenants.runAs(
                        GLOBEX,
                        () -> assertThatThrownBy(() -> call.accept(shop.purchases, tenant))
                                .isInstanceOf(CrossTenantException.class)
                                .hasMessageContaining("PurchaseRepository."));
            }
            assertThatThrownBy(() -> call.accept(shop.purchases, "acme")).isInstanceOf(TenantMissingException.class);
        }
        assertThat(shop.everyPurchase()).isEqualTo("acme:anvil acme:rope globex:anvil");
    }

    @Test
    void refusesAnotherTenantInTheEntityAndFillsInNone() {
        Tenants.runAs(GLOBEX, () -> {
            assertThatThrownBy(() -> shop.purchases.add(Purchase.of("planted").of("acme", "planted")))
                    .isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> shop.purchases.rename(acmes.item("stolen")))
                    .isInstanceOf(CrossTenantException.class);
            shop.purchases.rename(acmes.of((String) null, "stolen"));
        });
        assertThat(shop.everyPurchase()).isEqualTo("acme:anvil acme:rope globex:anvil");
    }
}
