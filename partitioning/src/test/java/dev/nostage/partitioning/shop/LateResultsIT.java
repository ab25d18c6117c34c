package dev.nostage.partitioning.shop;

import static dev.nostage.partitioning.shop.Shop.ACME;
import static dev.nostage.partitioning.shop.Shop.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.database.TestDatabase.Product;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is read after the call: by whom it may be. */
@ParameterizedClass
@EnumSource(Product.class)
class LateResultsIT {

    @Parameter
    Product product;

    private static final Duration LONG = Duration.ofSeconds(60);

    private Shop shop;

    @BeforeEach
    void bothSell() {
        shop = new Shop(product);
        Tenants.runAs(ACME, () -> shop.purchases.saveAll(List.of(Purchase.of("a1"), Purchase.of("a2"))));
        Tenants.runAs(GLOBEX, () -> shop.purchases.save(Purchase.of("b1")));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void showsTheTenantThatAskedItsOwnRows() throws Exception {
        Tenants.callAs(ACME, () -> {
            try (Stream<Purchase> stream = shop.purchases.queryByItemLike("%")) {
                assertThat(stream).hasSize(2);
            }
            assertThat(shop.purchases.queryItemByItemLike("%")).containsExactlyInAnyOrder("a1", "a2");
            assertThat(shop.purchases.searchByItem("a1").get(60, TimeUnit.SECONDS))
                    .hasSize(1);
            assertThat(shop.purchases.searchByItem("b1").get(60, TimeUnit.SECONDS))
                    .isEmpty();
            assertThat(Flux.from(shop.purchases.readByItemLike("%"))
                            .collectList()
                            .block(LONG))
                    .hasSize(2);
            assertThat(shop.purchases
                            .retrieveByItemLike("%")
                            .map(Purchase::tenantId)
                            .collectList()
                            .block(LONG))
                    .containsExactly("acme", "acme");
            assertThat(shop.purchases.countByItemLike("%").block(LONG)).isEqualTo(2);
            assertThat(shop.purchases
                            .insert(Purchase.of("a3"))
                            .get(60, TimeUnit.SECONDS)
                            .tenantId())
                    .isEqualTo("acme");
            return null;
        });
        assertThat(shop.everyPurchase()).isEqualTo("acme:a1 acme:a2 acme:a3 globex:b1");
    }

    @Test
    void asksForATenantWhenItIsCalledNotWhenItIsRead() {
        for (Supplier<Object> call : List.<Supplier<Object>>of(
                () -> shop.purchases.queryByItemLike("%"),
                () -> shop.purchases.searchByItem("a1"),
                () -> shop.purchases.readByItemLike("%"),
                () -> shop.purchases.retrieveByItemLike("%"),
                () -> shop.purchases.countByItemLike("%"),
                () -> shop.purchases.insert(Purchase.of("orphan")))) {
            assertThatThrownBy(call::get).isInstanceOf(TenantMissingException.class);
        }
    }

    @Test
    void refusesAStreamToAnotherTenantAtEachElement() {
        Tenants.runAs(
                ACME,
                () -> shop.transactions.executeRead(status -> {
                    Iterator<String> items =
                            shop.purchases.queryItemByItemLike("%").iterator();
                    assertThat(items.next()).startsWith("a");
                    Tenants.runAs(
                            GLOBEX, () -> assertThatThrownBy(items::next).isInstanceOf(CrossTenantException.class));
                    assertThat(items.next()).startsWith("a");
                    return null;
                }));
        Stream<String> kept = Tenants.callAs(ACME, () -> shop.purchases.queryItemByItemLike("%"));
        assertThatThrownBy(kept::toList).isInstanceOf(TenantMissingException.class);
    }

    @Test
    void refusesAStreamToThreadsThatHaveNoTenant() {
        Tenants.runAs(ACME, () -> {
            Stream<String> items = shop.purchases.queryItemByItemLike("%");
            assertThatThrownBy(
                            () -> CompletableFuture.supplyAsync(items::toList).join())
                    .hasCauseInstanceOf(TenantMissingException.class);
        });
    }

    @Test
    void refusesAStageToAnotherTenantAndToNone() throws Exception {
        CompletableFuture<List<Purchase>> asked = Tenants.callAs(ACME, () -> shop.purchases.searchByItem("a1"));
        Tenants.callAs(ACME, asked::get);
        Tenants.runAs(GLOBEX, () -> {
            assertThatThrownBy(asked::join).isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(asked::get).isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> asked.get(1, TimeUnit.SECONDS)).isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> asked.getNow(List.of())).isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> asked.thenApply(found -> found)).isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> asked.whenComplete((found, failure) -> {}))
                    .isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> CompletableFuture.completedFuture("").thenCombine(asked, (one, other) -> other))
                    .isInstanceOf(CrossTenantException.class);
        });
        assertThatThrownBy(asked::join).isInstanceOf(TenantMissingException.class);
    }

    @Test
    void runsWhatIsChainedForTheTenantThatAsked() throws Exception {
        CompletableFuture<String> chained = Tenants.callAs(
                ACME,
                () -> shop.purchases
                        .searchByItem("a1")
                        .thenApply(found -> Tenants.require().id().value()));
        assertThat(chained.get(60, TimeUnit.SECONDS)).isEqualTo("acme");
    }

    @Test
    void refusesAPublisherToASubscriberOfAnotherTenantAndOfNone() {
        Publisher<Purchase> asked = Tenants.callAs(ACME, () -> shop.purchases.readByItemLike("%"));
        Flux<Purchase> flux = Tenants.callAs(ACME, () -> shop.purchases.retrieveByItemLike("%"));
        Mono<Long> count = Tenants.callAs(ACME, () -> shop.purchases.countByItemLike("%"));
        Tenants.runAs(GLOBEX, () -> {
            assertThatThrownBy(() -> Flux.from(asked).blockLast(LONG)).isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> flux.blockLast(LONG)).isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> count.block(LONG)).isInstanceOf(CrossTenantException.class);
        });
        assertThatThrownBy(() -> flux.blockLast(LONG)).isInstanceOf(TenantMissingException.class);
        assertThat(Tenants.callAs(ACME, () -> flux.collectList().block(LONG))).hasSize(2);
    }

    @Test
    void refusesAnotherTenantsDemandInTheMiddleOfASubscription() {
        List<Purchase> read = new ArrayList<>();
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        CompletableFuture<Purchase> first = new CompletableFuture<>();
        BaseSubscriber<Purchase> reader = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
                request(1);
            }

            @Override
            protected void hookOnNext(Purchase purchase) {
                read.add(purchase);
                first.complete(purchase);
            }

            @Override
            protected void hookOnError(Throwable failure) {
                refused.complete(failure);
            }
        };
        Tenants.runAs(ACME, () -> shop.purchases.readByItemLike("%").subscribe(reader));
        first.orTimeout(60, TimeUnit.SECONDS).join();
        Tenants.runAs(GLOBEX, () -> reader.request(1));
        assertThat(refused.orTimeout(60, TimeUnit.SECONDS).join()).isInstanceOf(CrossTenantException.class);
        assertThat(read).hasSize(1);
    }
}
