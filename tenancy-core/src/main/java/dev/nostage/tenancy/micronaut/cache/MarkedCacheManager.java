package dev.nostage.tenancy.micronaut.cache;

import io.micronaut.cache.CacheManager;
import io.micronaut.cache.DefaultCacheManager;
import io.micronaut.cache.SyncCache;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Hands out marked caches, and each by one name once. It stands in for a bean of the class that it inherits, too. */
final class MarkedCacheManager<C> extends DefaultCacheManager<C> {

    private final CacheManager<C> manager;
    private final Map<String, MarkedCache<C>> caches = new ConcurrentHashMap<>();

    MarkedCacheManager(CacheManager<C> manager) {
        super(List.of(), null);
        this.manager = manager;
        manager.getCacheNames().forEach(this::getCache);
    }

    @Override
    public Set<String> getCacheNames() {
        return new TreeSet<>(caches.keySet());
    }

    @Override
    public MarkedCache<C> getCache(String name) {
        MarkedCache<C> known = caches.get(name);
        return known == null ? caches.computeIfAbsent(name, this::marked) : known;
    }

    private synchronized MarkedCache<C> marked(String name) {
        SyncCache<C> cache = manager.getCache(name);
        return MarkedCache.over(cache);
    }
}
