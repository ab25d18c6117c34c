package dev.nostage.partitioning.shop;

import static dev.nostage.partitioning.shop.Shop.ACME;
import static dev.nostage.partitioning.shop.Shop.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.database.TestDatabase.Product;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import io.micronaut.data.model.CursoredPageable;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.Sort;
import io.micronaut.data.repository.jpa.criteria.CriteriaQueryBuilder;
import io.micronaut.data.repository.jpa.criteria.DeleteSpecification;
import io.micronaut.data.repository.jpa.criteria.PredicateSpecification;
import io.micronaut.data.repository.jpa.criteria.QuerySpecification;
import io.micronaut.data.repository.jpa.criteria.UpdateSpecification;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Product.class)
class SpecificationsIT {

    @Parameter
    Product product;

    private static final PredicateSpecification<Purchase> ANY = (root, criteria) -> criteria.or(
            criteria.equal(root.get("item"), "rope"),
            criteria.like(root.get("item"), "%"),
            criteria.isTrue(criteria.literal(true)));

    private Shop shop;

    @BeforeEach
    void bothSell() {
        shop = new Shop(product);
        shop.countries.save(new Country("ch", "Switzerland"));
        Tenants.runAs(ACME, () -> shop.customers.save(Customer.named("Ann").buying(Purchase.of("secret"))));
        Tenants.runAs(
                GLOBEX,
                () -> shop.customers.save(Customer.named("Bob").buying(Purchase.of("anvil"), Purchase.of("rope"))));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void readsOwnRowsWhateverIsAskedFor() {
        QuerySpecification<Purchase> any = (root, query, criteria) -> ANY.toPredicate(root, criteria);
        Tenants.runAs(GLOBEX, () -> {
            assertThat(shop.purchases.findAll(ANY))
                    .extracting(Purchase::item)
                    .containsExactlyInAnyOrder("anvil", "rope");
            assertThat(shop.purchases.findAll(any)).hasSize(2);
            assertThat(shop.purchases.findAll((QuerySpecification<Purchase>) null))
                    .hasSize(2);
            assertThat(shop.purchases.findAll(ANY, Sort.of(Sort.Order.desc("item"))))
                    .extracting(Purchase::item)
                    .containsExactly("rope", "anvil");
            assertThat(shop.purchases.count(ANY)).isEqualTo(2);
            assertThat(shop.purchases.count((PredicateSpecification<Purchase>) null))
                    .isEqualTo(2);
            assertThat(shop.purchases.exists(item("secret"))).isFalse();
            assertThat(shop.purchases.exists(item("rope"))).isTrue();
            assertThat(shop.purchases.findOne(item("secret"))).isEmpty();
            assertThat(shop.purchases.findOne(item("rope"))).isPresent();
            assertThatThrownBy(() -> shop.purchases.findOne(where("tenantId", "acme")))
                    .isInstanceOf(CrossTenantException.class);
        });
    }

    @Test
    void readsPagesOfOwnRows() {
        Tenants.runAs(GLOBEX, () -> {
            var page = shop.purchases.findAll(ANY, Pageable.from(0, 1, Sort.of(Sort.Order.asc("item"))));
            assertThat(page.getTotalSize()).isEqualTo(2);
            assertThat(page.getContent()).extracting(Purchase::item).containsExactly("anvil");
            var first = shop.purchases.find(CursoredPageable.from(1, Sort.of(Sort.Order.asc("item"))));
            assertThat(first.getContent()).extracting(Purchase::item).containsExactly("anvil");
            var second = shop.purchases.find(first.nextPageable());
            assertThat(second.getContent()).extracting(Purchase::item).containsExactly("rope");
            assertThat(shop.purchases.find(second.nextPageable())).isEmpty();
        });
    }

    @Test
    void deletesAndUpdatesOwnRowsWhateverIsAskedFor() {
        DeleteSpecification<Purchase> rope = (root, query, criteria) ->
                criteria.or(criteria.equal(root.get("item"), "rope"), criteria.equal(root.get("item"), "secret"));
        UpdateSpecification<Purchase> rename = (root, query, criteria) -> {
            query.set("item", "renamed");
            return ANY.toPredicate((Root<Purchase>) root, criteria);
        };
        Tenants.runAs(GLOBEX, () -> {
            assertThat(shop.purchases.deleteAll(rope)).isEqualTo(1);
            assertThat(shop.purchases.updateAll(rename)).isEqualTo(1);
        });
        assertThat(shop.everyPurchase()).isEqualTo("acme:secret globex:renamed");
        Tenants.runAs(GLOBEX, () -> assertThat(shop.purchases.deleteAll(ANY)).isEqualTo(1));
        assertThat(shop.everyPurchase()).isEqualTo("acme:secret");
    }

    @Test
    void refusesAnUpdateThatMovesRowsToAnotherTenant() {
        UpdateSpecification<Purchase> move = (root, query, criteria) -> {
            query.set("tenantId", "acme");
            return null;
        };
        Tenants.runAs(
                GLOBEX,
                () -> assertThatThrownBy(() -> shop.purchases.updateAll(move))
                        .isInstanceOf(CrossTenantException.class));
        assertThat(shop.everyPurchase()).isEqualTo("acme:secret globex:anvil globex:rope");
    }

    @Test
    void narrowsBuildersOfCriteriaToo() {
        Tenants.runAs(GLOBEX, () -> {
            CriteriaQueryBuilder<Purchase> all = criteria -> {
                CriteriaQuery<Purchase> query = criteria.createQuery(Purchase.class);
                Root<Purchase> root = query.from(Purchase.class);
                return query.where(criteria.or(
                        criteria.like(root.get("item"), "%"), criteria.equal(root.get("tenantId"), "acme")));
            };
            assertThat(shop.purchases.findAll(all)).hasSize(2);
            assertThat(shop.purchases.deleteAll(criteria -> {
                        var delete = criteria.createCriteriaDelete(Purchase.class);
                        delete.from(Purchase.class);
                        return delete;
                    }))
                    .isEqualTo(2);
        });
        assertThat(shop.everyPurchase()).isEqualTo("acme:secret");
    }

    @Test
    void refusesASubqueryOverAnotherTenantsRowsAndRunsOneOverOwn() {
        QuerySpecification<Purchase> spying = (root, query, criteria) -> {
            Subquery<Long> others = query.subquery(Long.class);
            Root<Customer> customer = others.from(Customer.class);
            return criteria.exists(
                    others.select(customer.get("id")).where(criteria.equal(customer.get("name"), "Ann")));
        };
        QuerySpecification<Purchase> own = (root, query, criteria) -> {
            Subquery<Long> others = query.subquery(Long.class);
            Root<Customer> customer = others.from(Customer.class);
            return criteria.exists(others.select(customer.get("id"))
                    .where(
                            criteria.equal(customer.get("name"), "Bob"),
                            criteria.equal(customer.get("tenantId"), "globex")));
        };
        Tenants.runAs(GLOBEX, () -> {
            assertThatThrownBy(() -> shop.purchases.findAll(spying))
                    .isInstanceOf(CrossTenantException.class)
                    .hasMessageContaining("customer");
            assertThat(shop.purchases.findAll(own)).hasSize(2);
        });
    }

    @Test
    void joinsOwnRowsButPagesThroughNone() {
        QuerySpecification<Purchase> bobs =
                (root, query, criteria) -> criteria.equal(root.join("customer").get("name"), "Bob");
        Tenants.runAs(GLOBEX, () -> {
            assertThat(shop.purchases.findAll(bobs)).hasSize(2);
            assertThatThrownBy(() -> shop.purchases.findAll(bobs, Pageable.from(0, 5)))
                    .isInstanceOf(CrossTenantException.class)
                    .hasMessageContaining("pages through joined rows");
        });
    }

    @Test
    void letsTheCriteriaOfASharedRepositoryReachNoTenantsRows() {
        QuerySpecification<Country> spying = (root, query, criteria) -> {
            Subquery<Long> others = query.subquery(Long.class);
            Root<Customer> customer = others.from(Customer.class);
            return criteria.exists(
                    others.select(customer.get("id")).where(criteria.equal(customer.get("name"), "Ann")));
        };
        assertThat(shop.countries.findAll((QuerySpecification<Country>) null)).hasSize(1);
        assertThatThrownBy(() -> shop.countries.findAll(spying)).isInstanceOf(CrossTenantException.class);
        Tenants.runAs(
                GLOBEX,
                () -> assertThatThrownBy(() -> shop.countries.findAll(spying))
                        .isInstanceOf(CrossTenantException.class));
    }

    @Test
    void asksForATenantFirst() {
        for (Runnable call : List.<Runnable>of(
                () -> shop.purchases.findAll(ANY),
                () -> shop.purchases.count(ANY),
                () -> shop.purchases.deleteAll(ANY),
                () -> shop.purchases.findAll((QuerySpecification<Purchase>) null))) {
            assertThatThrownBy(call::run).isInstanceOf(TenantMissingException.class);
        }
    }

    private static PredicateSpecification<Purchase> item(String item) {
        return where("item", item);
    }

    private static PredicateSpecification<Purchase> where(String property, String value) {
        return (root, criteria) -> criteria.equal(root.get(property), value);
    }
}
