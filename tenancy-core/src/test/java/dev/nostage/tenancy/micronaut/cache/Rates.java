package dev.nostage.tenancy.micronaut.cache;

import dev.nostage.context.RequestContext;
import dev.nostage.passport.Passport;
import dev.nostage.tenancy.SharedCache;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.cache.annotation.CacheConfig;
import io.micronaut.cache.annotation.CacheInvalidate;
import io.micronaut.cache.annotation.Cacheable;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;

/** What all tenants share. */
@Singleton
@Requires(property = "caches")
@CacheConfig("rates")
@SharedCache(because = "exchange rates are the same for everybody")
class Rates {

    private final Shop shop;
    private final Elsewhere elsewhere;

    Rates(Shop shop, Elsewhere elsewhere) {
        this.shop = shop;
        this.elsewhere = elsewhere;
    }

    @Cacheable
    String sync(String key) {
        return Shop.made();
    }

    @Cacheable
    CompletableFuture<String> future(String key) {
        return elsewhere.bring(Shop.made());
    }

    @Cacheable
    Mono<String> mono(String key) {
        return Mono.fromFuture(elsewhere.bring(Shop.made()));
    }

    @Cacheable
    Mono<String> lateMono(String key) {
        return Mono.fromSupplier(Shop::made);
    }

    @Cacheable
    String ofWhatTheShopCaches(String key) {
        return shop.withTheClassesGenerator(key);
    }

    /** Whether the passport of whoever asked first is there again for a loader that works for the same tenant. */
    @Cacheable
    String passportOf(Tenant tenant) {
        return Tenants.callAs(
                tenant, () -> "" + Passport.of(RequestContext.current()).isPresent());
    }

    @CacheInvalidate
    void forget(String key) {}

    @CacheInvalidate(all = true)
    void forgetAll() {}

    String cachesNothing() {
        return Shop.made();
    }
}
