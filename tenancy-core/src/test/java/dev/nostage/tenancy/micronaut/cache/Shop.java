package dev.nostage.tenancy.micronaut.cache;

import dev.nostage.tenancy.Tenants;
import io.micronaut.cache.annotation.CacheConfig;
import io.micronaut.cache.annotation.CacheInvalidate;
import io.micronaut.cache.annotation.CachePut;
import io.micronaut.cache.annotation.Cacheable;
import io.micronaut.cache.annotation.PutOperations;
import io.micronaut.cache.interceptor.CacheKeyGenerator;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.annotation.Introspected;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An application that caches in every way there is, and knows nothing of tenants: each value says for whom it was made. */
@Singleton
@Requires(property = "caches")
@CacheConfig(cacheNames = "shop", keyGenerator = Shop.OwnKeys.class)
class Shop {

    private static final AtomicInteger MADE = new AtomicInteger();

    private final Elsewhere elsewhere;

    Shop(Elsewhere elsewhere) {
        this.elsewhere = elsewhere;
    }

    /** For whom, and the how manieth: so one that is made anew is another. */
    static String made() {
        return Tenants.current().map(tenant -> tenant.id().value()).orElse("nobody") + " " + MADE.incrementAndGet();
    }

    @Cacheable
    String withTheClassesGenerator(String key) {
        return made();
    }

    @Cacheable(keyGenerator = OwnKeys.class)
    String withItsOwnGenerator(String key) {
        return made();
    }

    @Cacheable(parameters = "key")
    String withParameters(String key, int ignored) {
        return made();
    }

    @Cacheable({"shop", "second"})
    String inSeveral(String key) {
        return made();
    }

    @Cacheable("never-configured")
    String dynamic(String key) {
        return made();
    }

    @Cacheable(atomic = true)
    String atomic(String key) {
        return made();
    }

    @Cacheable
    Optional<String> optional(String key) {
        return Optional.of(made());
    }

    @Cacheable
    CompletableFuture<String> future(String key) {
        return CompletableFuture.completedFuture(made());
    }

    @Cacheable
    CompletionStage<String> futureFromElsewhere(String key) {
        return elsewhere.bring(made());
    }

    @Cacheable
    Mono<String> mono(String key) {
        return Mono.fromSupplier(Shop::made);
    }

    @Cacheable
    Mono<String> monoFromElsewhere(String key) {
        return Mono.fromFuture(elsewhere.bring(made()));
    }

    @Cacheable
    Flux<String> flux(String key) {
        return Flux.defer(() -> Flux.just(made()));
    }

    @Cacheable
    Publisher<String> publisherFromElsewhere(String key) {
        return subscriber -> Mono.fromFuture(elsewhere.bring(made())).subscribe(subscriber);
    }

    @CachePut
    String put(String key) {
        return made();
    }

    @CachePut(async = true)
    String putLater(String key) {
        return made();
    }

    @PutOperations({@CachePut("shop"), @CachePut("second")})
    String putTwice(String key) {
        return made();
    }

    @CachePut
    CompletableFuture<String> putFuture(String key) {
        return elsewhere.bring(made());
    }

    @CachePut(async = true)
    CompletableFuture<String> putFutureLater(String key) {
        return elsewhere.bring(made());
    }

    @CachePut
    Mono<String> putMono(String key) {
        return Mono.fromFuture(elsewhere.bring(made()));
    }

    @CacheInvalidate
    void forget(String key) {}

    @CacheInvalidate(async = true)
    void forgetLater(String key) {}

    @CacheInvalidate
    CompletableFuture<String> forgetWithFuture(String key) {
        return elsewhere.bring("");
    }

    @CacheInvalidate
    Mono<String> forgetWithMono(String key) {
        return Mono.fromFuture(elsewhere.bring(""));
    }

    @CacheInvalidate(all = true)
    void forgetAll() {}

    @CacheInvalidate(all = true, async = true)
    void forgetAllLater() {}

    @CacheInvalidate(all = true)
    CompletableFuture<String> forgetAllWithFuture() {
        return elsewhere.bring("");
    }

    @CacheInvalidate(all = true)
    Mono<String> forgetAllWithMono() {
        return Mono.fromFuture(elsewhere.bring(""));
    }

    /** What a user writes who never heard of tenants. */
    @Introspected
    static class OwnKeys implements CacheKeyGenerator {

        @Override
        public Object generateKey(AnnotationMetadata method, Object... parameters) {
            return "own:" + parameters[0];
        }
    }
}
