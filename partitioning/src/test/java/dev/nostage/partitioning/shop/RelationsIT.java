package dev.nostage.partitioning.shop;

import static dev.nostage.partitioning.shop.Shop.ACME;
import static dev.nostage.partitioning.shop.Shop.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.database.TestDatabase.Product;
import dev.nostage.tenancy.Tenants;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Product.class)
class RelationsIT {

    @Parameter
    Product product;

    private Shop shop;
    private Customer acmes;

    @BeforeEach
    void bothSell() {
        shop = new Shop(product);
        shop.countries.save(new Country("ch", "Switzerland"));
        acmes = Tenants.callAs(
                ACME,
                () -> shop.customers.save(Customer.named("Ann")
                        .from(new Country("ch", "Switzerland"))
                        .buying(Purchase.of("anvil"), Purchase.of("rope"))));
        Tenants.runAs(GLOBEX, () -> shop.customers.save(Customer.named("Bob").buying(Purchase.of("rope"))));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void cascadesTheTenantToTheChildrenThatAreSaved() {
        assertThat(shop.everyPurchase()).isEqualTo("acme:anvil acme:rope globex:rope");
    }

    @Test
    void refusesACascadeToAnotherTenantsChildAndWritesNothing() {
        Purchase planted = Purchase.of("planted").of("acme", "planted");
        Tenants.runAs(
                GLOBEX,
                () -> assertThatThrownBy(
                                () -> shop.customers.save(Customer.named("Eve").buying(Purchase.of("own"), planted)))
                        .isInstanceOf(CrossTenantException.class));
        assertThat(shop.value("select count(*) from customer where name = 'Eve'"))
                .isEqualTo("0");
        assertThat(shop.everyPurchase()).isEqualTo("acme:anvil acme:rope globex:rope");
    }

    @Test
    void joinsToOneAndToManyAndToSharedRows() {
        Tenants.runAs(ACME, () -> {
            assertThat(shop.purchases.findByItem("rope"))
                    .singleElement()
                    .satisfies(
                            purchase -> assertThat(purchase.customer().name()).isEqualTo("Ann"));
            assertThat(shop.customers.findByName("Ann")).singleElement().satisfies(customer -> {
                assertThat(customer.purchases()).extracting(Purchase::item).containsExactlyInAnyOrder("anvil", "rope");
                assertThat(customer.country().name()).isEqualTo("Switzerland");
            });
            assertThat(shop.customers.findByPurchasesItem("rope"))
                    .extracting(Customer::name)
                    .containsExactly("Ann");
            assertThat(shop.purchases.findByCustomerName("Ann")).hasSize(2);
            assertThat(shop.purchases.findCustomerNameByItem("rope")).containsExactly("Ann");
        });
    }

    @Test
    void showsNothingOfARowThatPointsAtAnotherTenants() {
        shop.execute("update purchase set customer_id = " + acmes.id() + " where tenant_id = 'globex'");
        Tenants.runAs(GLOBEX, () -> {
            assertThat(shop.purchases.findByItem("rope")).isEmpty();
            assertThat(shop.purchases.findByCustomerName("Ann")).isEmpty();
            assertThat(shop.purchases.findCustomerNameByItem("rope")).isEmpty();
        });
        Tenants.runAs(
                ACME,
                () -> assertThat(shop.customers.findByName("Ann").get(0).purchases())
                        .extracting(Purchase::tenantId)
                        .containsOnly("acme"));
    }

    @Test
    void refusesAJoinedRowThatIsNotTheTenants() {
        assertThat(Tenants.callAs(ACME, () -> shop.customers.mislabelled("acme")))
                .singleElement()
                .satisfies(customer -> assertThat(customer.purchases()).hasSize(2));
        Tenants.runAs(
                GLOBEX,
                () -> assertThatThrownBy(() -> shop.customers.mislabelled("globex"))
                        .isInstanceOf(CrossTenantException.class)
                        .hasMessageContaining("Purchase"));
    }

    @Test
    void refusesToSaveAReferenceToAnotherTenantsRow() {
        Tenants.runAs(GLOBEX, () -> {
            assertThatThrownBy(() -> shop.purchases.save(Purchase.of("rope").by(acmes)))
                    .isInstanceOf(CrossTenantException.class)
                    .hasMessageContaining("Customer");
            assertThatThrownBy(() ->
                            shop.purchases.saveAll(List.of(Purchase.of("rope").by(acmes))))
                    .isInstanceOf(CrossTenantException.class);
        });
        assertThat(shop.everyPurchase()).isEqualTo("acme:anvil acme:rope globex:rope");
    }
}
