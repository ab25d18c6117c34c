package dev.nostage.tenancy.micronaut.cache;

import dev.nostage.context.MarkedKey;
import io.micronaut.cache.AsyncCache;
import io.micronaut.cache.CacheInfo;
import io.micronaut.cache.SyncCache;
import io.micronaut.core.type.Argument;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Marks every key with what is bound where the cache is asked: what was put for one tenant is found for no other, and
 * emptying it empties what is marked alike. Annotations and code end up here, so neither gets round it.
 *
 * <p>{@link #getNativeCache} is the cache below, with everybody's entries.
 */
final class MarkedCache<C> implements SyncCache<C> {

    private final SyncCache<C> cache;

    private MarkedCache(SyncCache<C> cache) {
        this.cache = cache;
    }

    static <C> MarkedCache<C> over(SyncCache<C> cache) {
        return cache instanceof MarkedCache<C> already ? already : new MarkedCache<>(cache);
    }

    /** All that is in there, whoever put it. */
    MarkedEntries entries() {
        return new MarkedEntries(cache);
    }

    /** @param key as {@link #entries} lists it, and not marked again */
    void remove(MarkedKey key) {
        cache.invalidate(key);
    }

    @Override
    public <T> Optional<T> get(Object key, Argument<T> type) {
        return cache.get(MarkedKey.of(key), type);
    }

    @Override
    public <T> T get(Object key, Argument<T> type, Supplier<T> supplier) {
        return cache.get(MarkedKey.of(key), type, supplier);
    }

    @Override
    public <T> Optional<T> putIfAbsent(Object key, T value) {
        return cache.putIfAbsent(MarkedKey.of(key), value);
    }

    @Override
    public <T> T putIfAbsent(Object key, Supplier<T> value) {
        return cache.putIfAbsent(MarkedKey.of(key), value);
    }

    @Override
    public void put(Object key, Object value) {
        cache.put(MarkedKey.of(key), value);
    }

    @Override
    public void invalidate(Object key) {
        cache.invalidate(MarkedKey.of(key));
    }

    @Override
    public void invalidateAll() {
        entries().markedAsHere().forEach(cache::invalidate);
    }

    @Override
    public AsyncCache<C> async() {
        return new MarkedAsyncCache<>(cache.async());
    }

    @Override
    public @Nullable ExecutorService getExecutorService() {
        return cache.getExecutorService();
    }

    @Override
    public String getName() {
        return cache.getName();
    }

    @Override
    public C getNativeCache() {
        return cache.getNativeCache();
    }

    @Override
    public Publisher<CacheInfo> getCacheInfo() {
        return cache.getCacheInfo();
    }

    @Override
    public String toString() {
        return "Marked[" + cache + "]";
    }
}
