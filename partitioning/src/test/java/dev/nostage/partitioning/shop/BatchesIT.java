package dev.nostage.partitioning.shop;

import static dev.nostage.partitioning.shop.Shop.ACME;
import static dev.nostage.partitioning.shop.Shop.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.database.TestDatabase.Product;
import dev.nostage.tenancy.Tenants;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.data.exceptions.OptimisticLockException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists of entities, versions, and rows that are not there to be changed. */
@ParameterizedClass
@EnumSource(Product.class)
class BatchesIT {

    @Parameter
    Product product;

    private Shop shop;
    private List<Purchase> acmes;
    private Customer customer;

    @BeforeEach
    void acmeHasTwo() {
        shop = new Shop(product);
        Tenants.runAs(ACME, () -> {
            acmes = shop.purchases.saveAll(List.of(Purchase.of("a"), Purchase.of("b")));
            customer = shop.customers.save(Customer.named("Ann"));
        });
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void updatesAListOfOwnRows() {
        List<Purchase> changed = Tenants.callAs(
                ACME,
                () -> shop.purchases.updateAll(acmes.stream()
                        .map(purchase -> purchase.item(purchase.item() + "2"))
                        .toList()));
        assertThat(changed).extracting(Purchase::version).containsOnly(1L);
        assertThat(shop.everyPurchase()).isEqualTo("acme:a2 acme:b2");
        Tenants.runAs(ACME, () -> shop.customers.updateAll(List.of(customer)));
    }

    @Test
    void deletesAListOfOwnRows() {
        Tenants.runAs(ACME, () -> {
            shop.purchases.deleteAll(List.of(acmes.get(0)));
            shop.customers.deleteAll(List.of(customer));
        });
        assertThat(shop.everyPurchase()).isEqualTo("acme:b");
        assertThat(shop.value("select count(*) from customer")).isEqualTo("0");
    }

    @Test
    void changesNothingWhereOneOfTheListIsAnotherTenants() {
        Tenants.runAs(GLOBEX, () -> {
            Purchase own = shop.purchases.save(Purchase.of("own"));
            List<Purchase> mixed = List.of(own.item("changed"), acmes.get(0).item("stolen"));
            assertThatThrownBy(() -> shop.purchases.updateAll(mixed)).isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> shop.purchases.deleteAll(mixed)).isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> shop.purchases.saveAll(
                            List.of(Purchase.of("new"), acmes.get(0).of("acme", "x"))))
                    .isInstanceOf(CrossTenantException.class);
        });
        assertThat(shop.everyPurchase()).isEqualTo("acme:a acme:b globex:own");
    }

    @Test
    void changesNothingWhereTheDatabaseRefusesOneOfTheList() {
        Tenants.runAs(
                ACME,
                () -> assertThatThrownBy(() -> shop.purchases.updateAll(List.of(
                                acmes.get(0).item("changed"), acmes.get(1).item("forbidden"))))
                        .isInstanceOf(DataAccessException.class));
        assertThat(shop.everyPurchase()).isEqualTo("acme:a acme:b");
    }

    @Test
    void tellsOfARowThatIsNotThereToBeChanged() {
        Tenants.runAs(GLOBEX, () -> {
            Customer foreign = customer.of((String) null);
            assertThatThrownBy(() -> shop.customers.update(foreign)).isInstanceOf(OptimisticLockException.class);
            assertThatThrownBy(() -> shop.customers.updateAll(List.of(foreign)))
                    .isInstanceOf(OptimisticLockException.class);
            assertThatThrownBy(() -> shop.customers.update(new Customer(4711L, null, "nobody", null, List.of())))
                    .as("so does one that is nobody's")
                    .isInstanceOf(OptimisticLockException.class);
        });
        assertThat(shop.value("select name from customer")).isEqualTo("Ann");
    }

    @Test
    void keepsToTheVersionThatWasRead() {
        Tenants.runAs(ACME, () -> {
            Purchase first = acmes.get(0);
            assertThat(shop.purchases.update(first.item("one")).version()).isEqualTo(1);
            assertThatThrownBy(() -> shop.purchases.update(first.item("two")))
                    .isInstanceOf(OptimisticLockException.class);
        });
        assertThat(shop.everyPurchase()).isEqualTo("acme:b acme:one");
    }

    @Test
    void refusesALoadedRowWhoseTenantWasChanged() {
        Tenants.runAs(ACME, () -> {
            Purchase loaded = shop.purchases.findById(acmes.get(0).id()).orElseThrow();
            assertThatThrownBy(() -> shop.purchases.update(loaded.of("globex", "moved")))
                    .isInstanceOf(CrossTenantException.class);
        });
        assertThat(shop.everyPurchase()).isEqualTo("acme:a acme:b");
    }
}
