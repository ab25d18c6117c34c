package dev.nostage.partitioning.shop;

import static dev.nostage.partitioning.shop.Shop.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.partitioning.database.TestDatabase.Product;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Methods that several repositories inherit from one interface: each is its own, whichever was called before. */
class InheritedMethodsIT {

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(Product.H2);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void aSharedRepositorysCallOpensNoOther() {
        assertThat(shop.countries.findAll()).isEmpty();
        assertThat(shop.countries.count()).isZero();

        assertThatThrownBy(shop.customers::findAll)
                .isInstanceOf(TenantMissingException.class)
                .hasMessageContaining("CustomerRepository.findAll");
        assertThatThrownBy(shop.purchases::count)
                .isInstanceOf(TenantMissingException.class)
                .hasMessageContaining("PurchaseRepository.count");
    }

    @Test
    void aPartitionedRepositorysCallClosesNoOther() {
        Tenants.runAs(ACME, () -> assertThat(shop.customers.findAll()).isEmpty());

        assertThat(shop.countries.findAll()).isEmpty();
        assertThatThrownBy(shop.purchases::findAll).hasMessageContaining("PurchaseRepository.findAll");
    }
}
