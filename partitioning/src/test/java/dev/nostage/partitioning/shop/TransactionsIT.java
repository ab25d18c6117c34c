package dev.nostage.partitioning.shop;

import static dev.nostage.partitioning.shop.Shop.ACME;
import static dev.nostage.partitioning.shop.Shop.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.database.TestDatabase.Product;
import dev.nostage.tenancy.Tenants;
import io.micronaut.transaction.TransactionDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Product.class)
class TransactionsIT {

    @Parameter
    Product product;

    private static final TransactionDefinition NEW =
            TransactionDefinition.of(TransactionDefinition.Propagation.REQUIRES_NEW);

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(product);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void refusesASwitchOfTheTenantInATransaction() {
        Tenants.runAs(
                ACME,
                () -> shop.transactions.executeWrite(status -> {
                    shop.purchases.save(Purchase.of("first"));
                    assertThatThrownBy(() -> Tenants.callAs(GLOBEX, () -> shop.purchases.findAll()))
                            .isInstanceOf(CrossTenantException.class)
                            .hasMessageContaining("REQUIRES_NEW");
                    return shop.purchases.save(Purchase.of("second"));
                }));
        assertThat(shop.everyPurchase()).isEqualTo("acme:first acme:second");
    }

    @Test
    void refusesATenantInATransactionThatAnotherBeganAndDidNotUse() {
        Tenants.runAs(
                ACME,
                () -> shop.transactions.executeWrite(status -> {
                    Tenants.runAs(
                            GLOBEX,
                            () -> assertThatThrownBy(() -> shop.purchases.save(Purchase.of("mixed")))
                                    .isInstanceOf(CrossTenantException.class));
                    return null;
                }));
        assertThat(shop.everyPurchase()).isEmpty();
    }

    @Test
    void givesATransactionThatNobodyBeganToTheFirstTenantThatUsesIt() {
        shop.transactions.executeWrite(status -> {
            Tenants.runAs(ACME, () -> shop.purchases.save(Purchase.of("first")));
            Tenants.runAs(
                    GLOBEX,
                    () -> assertThatThrownBy(() -> shop.purchases.findAll()).isInstanceOf(CrossTenantException.class));
            return null;
        });
        assertThat(shop.everyPurchase()).isEqualTo("acme:first");
    }

    @Test
    void letsEachTenantCommitATransactionOfItsOwn() {
        Tenants.runAs(
                ACME,
                () -> shop.transactions.executeWrite(status -> {
                    shop.purchases.save(Purchase.of("outer"));
                    Tenants.callAs(
                            GLOBEX,
                            () -> shop.transactions.execute(NEW, inner -> shop.purchases.save(Purchase.of("inner"))));
                    return shop.purchases.save(Purchase.of("outer again"));
                }));
        assertThat(shop.everyPurchase()).isEqualTo("acme:outer acme:outer again globex:inner");
    }

    @Test
    void letsTenantsFollowOneAnotherOnThePooledConnection() {
        for (int round = 0; round < 20; round++) {
            Tenants.runAs(ACME, () -> shop.transactions.executeRead(status -> shop.purchases.count()));
            assertThatThrownBy(() -> Tenants.callAs(
                            ACME,
                            () -> shop.transactions.executeWrite(status -> {
                                throw new IllegalStateException("rolled back");
                            })))
                    .hasMessage("rolled back");
            Tenants.runAs(GLOBEX, () -> shop.transactions.executeRead(status -> shop.purchases.count()));
        }
    }
}
