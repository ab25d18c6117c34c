package dev.nostage.testkit.isolation;

import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.SharedCache;
import dev.nostage.tenancy.Tenants;
import io.micronaut.cache.AsyncCache;
import io.micronaut.cache.CacheManager;
import io.micronaut.cache.DefaultCacheManager;
import io.micronaut.cache.SyncCache;
import io.micronaut.cache.annotation.Cacheable;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Singleton;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Cached methods: one cache that Nostage marks, and one that a bean keeps by itself. */
final class CachedServices {

    private CachedServices() {}

    @Property(name = "test.cached", value = "sound")
    @Property(name = "micronaut.caches.greetings.maximum-size", value = "100")
    @MicronautTest(transactional = false)
    static class SoundCaches extends IsolationSuite {}

    @Property(name = "test.cached", value = "leaky")
    @Property(name = "micronaut.caches.greetings.maximum-size", value = "100")
    @MicronautTest(transactional = false)
    static class LeakyCaches extends IsolationSuite {}

    @Property(name = "test.cached", value = "sound")
    @Property(name = "test.marks", value = "lost")
    @Property(name = "micronaut.caches.greetings.maximum-size", value = "100")
    @MicronautTest(transactional = false)
    static class UnmarkedCaches extends IsolationSuite {}

    @Singleton
    @Requires(property = "test.cached", value = "sound")
    static class Greetings {

        @Cacheable("greetings")
        String greet(String name) {
            return Tenants.require().id() + " greets " + name;
        }

        @Cacheable("greetings")
        CompletableFuture<String> greetLater(String name) {
            return CompletableFuture.completedFuture(Tenants.require().id() + " greets later " + name);
        }

        @SharedCache(because = "the alphabet is everybody's")
        @Cacheable("greetings")
        String alphabet() {
            return "abcdefghijklmnopqrstuvwxyz";
        }
    }

    /** What is marked for one is not found for another; but here what was found is kept once more, for all. */
    @Singleton
    @Requires(property = "test.cached", value = "leaky")
    static class Memory {

        private final Map<String, String> kept = new ConcurrentHashMap<>();

        @Cacheable("greetings")
        String greet(String name) {
            return kept.computeIfAbsent(name, unused -> Tenants.require().id() + " greets " + name);
        }
    }

    /** Asks every cache outside of the request, where nobody is bound: so nothing tells one tenant's keys from another's. */
    @Singleton
    @Requires(property = "test.marks", value = "lost")
    static final class LostMarks implements BeanCreatedEventListener<CacheManager<Object>>, Ordered {

        @Override
        public CacheManager<Object> onCreated(BeanCreatedEvent<CacheManager<Object>> event) {
            CacheManager<Object> marked = event.getBean();
            return new DefaultCacheManager<>(List.of(), null) {
                @Override
                public Set<String> getCacheNames() {
                    return marked.getCacheNames();
                }

                @Override
                @SuppressWarnings("unchecked")
                public SyncCache<Object> getCache(String name) {
                    return (SyncCache<Object>) askedByNobody(marked.getCache(name), SyncCache.class);
                }
            };
        }

        private static Object askedByNobody(Object cache, Class<?> type) {
            return Proxy.newProxyInstance(
                    LostMarks.class.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> RequestContext.empty().call(() -> {
                        Object answer = method.invoke(cache, arguments);
                        return answer instanceof AsyncCache<?> async ? askedByNobody(async, AsyncCache.class) : answer;
                    }));
        }

        @Override
        public int getOrder() {
            return LOWEST_PRECEDENCE;
        }
    }
}
