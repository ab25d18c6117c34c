package dev.nostage.tenancy.micronaut.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.MarkedKey;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.cache.AbstractMapBasedSyncCache;
import io.micronaut.cache.CacheManager;
import io.micronaut.cache.DefaultCacheManager;
import io.micronaut.cache.SyncCache;
import io.micronaut.cache.exceptions.CacheSystemException;
import io.micronaut.cache.serialize.DefaultStringKeySerializer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.exceptions.BeanInstantiationException;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.convert.TypeConverter;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Caches that are not Caffeine's: marked as well, and refused what they cannot do for one tenant alone. */
class OtherCachesIT {

    private static final Tenant ACME = Tenant.live("acme");
    private static final Tenant GLOBEX = Tenant.live("globex");

    private final ApplicationContext context = ApplicationContext.run(Map.of("other-caches", "true"));

    @AfterEach
    void end() {
        named("sealed").getExecutorService().shutdown();
        context.close();
    }

    @Test
    void marksACacheThatIsDeclaredAsOneWhoeverHasItInjected() {
        SyncCache<?> injected = context.getBean(SyncCache.class, Qualifiers.byName("sealed"));

        separates(injected);
        separates(named("sealed"));
    }

    @Test
    void marksACacheOfAClassOfItsOwnThatIsAskedForByName() {
        separates(named("map"));
    }

    @Test
    void emptiesAMapForOneTenantAlone() {
        SyncCache<?> map = named("map");
        separates(map);

        Tenants.runAs(ACME, map::invalidateAll);

        assertThat(Tenants.callAs(ACME, () -> map.get("key", String.class))).isEmpty();
        assertThat(Tenants.callAs(GLOBEX, () -> map.get("key", String.class))).contains("globex's");
    }

    @Test
    void refusesToEmptyForOneWhatCannotListItsKeys() {
        SyncCache<?> sealed = named("sealed");
        separates(sealed);

        assertThatThrownBy(() -> Tenants.runAs(ACME, sealed::invalidateAll))
                .isInstanceOf(CacheSystemException.class)
                .hasMessage(
                        "Cache \"sealed\" cannot be emptied for one alone, since a java.lang.String does not list its"
                                + " keys: invalidate them one by one, or let them expire");
        CompletableFuture<Boolean> later =
                Tenants.callAs(ACME, () -> sealed.async().invalidateAll());
        assertThatThrownBy(() -> later.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CacheSystemException.class);
        assertThat(Tenants.callAs(ACME, () -> sealed.get("key", String.class))).contains("acme's");
    }

    /** What is chained to an answer puts a value, as the annotations do; and the answer comes on a thread that is lost. */
    @Test
    void marksWhatIsChainedToAnAnswerAlike() throws Exception {
        SyncCache<?> sealed = named("sealed");
        CountDownLatch asked = new CountDownLatch(1);
        Future<?> held = sealed.getExecutorService().submit(() -> asked.await(30, TimeUnit.SECONDS));

        CompletableFuture<Boolean> put = Tenants.callAs(
                ACME,
                () -> sealed.async()
                        .get("key", String.class)
                        .thenCompose(absent -> sealed.async().put("key", "acme's")));
        CompletableFuture<String> made =
                Tenants.callAs(ACME, () -> sealed.async().get("made", String.class, OtherCachesIT::who));
        asked.countDown();

        assertThat(put.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(made.get(30, TimeUnit.SECONDS)).isEqualTo("acme");
        assertThat(held).isDone();
        assertThat(Tenants.callAs(ACME, () -> sealed.get("key", String.class))).contains("acme's");
        assertThat(sealed.get("key", String.class)).isEmpty();
    }

    /** Micronaut would take a key's hash for its text if there were none, and two tenants may share a hash. */
    @Test
    void writesAMarkedKeyAsATextOfItsOwn() {
        var texts = new DefaultStringKeySerializer("shop", StandardCharsets.UTF_8, context.getConversionService());

        assertThat(text(texts, "a|b")).isEqualTo("shop:tenant=acme%231|a|b");
        assertThat(text(texts, new Isbn(7))).isEqualTo("shop:tenant=acme%231|ISBN 7");
        assertThat(texts.serialize(MarkedKey.of("a|b")).map(OtherCachesIT::utf8))
                .contains("shop:|a|b");
    }

    @Test
    void refusesACacheManagerThatNothingCanStandInFor() {
        assertThatThrownBy(() -> ApplicationContext.run(
                        Map.of("own-manager", "true", "nostage.tenancy.reaper.enabled", "false")))
                .isInstanceOf(BeanInstantiationException.class)
                .hasMessageContaining("is declared as " + OwnManager.class.getName())
                .hasMessageContaining("declare it as io.micronaut.cache.CacheManager");
    }

    private SyncCache<?> named(String name) {
        return context.getBean(CacheManager.class).getCache(name);
    }

    private static void separates(SyncCache<?> cache) {
        cache.invalidate("key");
        Tenants.runAs(GLOBEX, () -> cache.invalidate("key"));
        Tenants.runAs(ACME, () -> cache.put("key", "acme's"));
        assertThat(Tenants.callAs(GLOBEX, () -> cache.get("key", String.class))).isEmpty();
        Tenants.runAs(GLOBEX, () -> cache.put("key", "globex's"));
        assertThat(Tenants.callAs(ACME, () -> cache.get("key", String.class))).contains("acme's");
        assertThat(cache.get("key", String.class)).isEmpty();
    }

    private static String who() {
        return Tenants.current().map(tenant -> tenant.id().value()).orElse("nobody");
    }

    private static String text(DefaultStringKeySerializer texts, Object key) {
        return utf8(
                Tenants.callAs(ACME, () -> texts.serialize(MarkedKey.of(key))).orElseThrow());
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Declares caches as an application would. */
    @Factory
    @Requires(property = "other-caches")
    static class Caches {

        @Singleton
        @Named("sealed")
        SyncCache<String> declaredAsACache() {
            return new Sealed("sealed");
        }

        @Singleton
        TypeConverter<Isbn, String> isbns() {
            return (isbn, type, conversion) -> Optional.of("ISBN " + isbn.number());
        }
    }

    record Isbn(int number) {}

    /** A cache over a map, as Hazelcast's and Infinispan's are. */
    @Singleton
    @Named("map")
    @Requires(property = "other-caches")
    static class MapCache extends AbstractMapBasedSyncCache<ConcurrentMap<Object, Object>> {

        MapCache(ConversionService conversions) {
            super(conversions, new ConcurrentHashMap<>());
        }

        @Override
        public String getName() {
            return "map";
        }
    }

    /** A manager that is a bean of its own class. */
    @Singleton
    @Replaces(DefaultCacheManager.class)
    @Requires(property = "own-manager")
    static class OwnManager implements CacheManager<String> {

        @Override
        public Set<String> getCacheNames() {
            return Set.of();
        }

        @Override
        public SyncCache<String> getCache(String name) {
            return new Sealed(name);
        }
    }
}
