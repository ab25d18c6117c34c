package dev.nostage.tenancy.micronaut.cache;

import dev.nostage.context.MarkedKey;
import dev.nostage.context.RequestContext;
import io.micronaut.cache.AsyncCache;
import io.micronaut.cache.CacheInfo;
import io.micronaut.core.type.Argument;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/**
 * What {@link MarkedCache} is, without waiting. The mark is that of the thread that asks, when it asks; what is chained
 * to an answer runs with the same context, so that what it puts is marked alike.
 */
final class MarkedAsyncCache<C> implements AsyncCache<C> {

    private final AsyncCache<C> cache;

    MarkedAsyncCache(AsyncCache<C> cache) {
        this.cache = cache;
    }

    @Override
    public <T> CompletableFuture<Optional<T>> get(Object key, Argument<T> type) {
        return carried(cache.get(MarkedKey.of(key), type));
    }

    @Override
    public <T> CompletableFuture<T> get(Object key, Argument<T> type, Supplier<T> supplier) {
        return carried(
                cache.get(MarkedKey.of(key), type, RequestContext.current().wrap(supplier)));
    }

    @Override
    public <T> CompletableFuture<Optional<T>> putIfAbsent(Object key, T value) {
        return carried(cache.putIfAbsent(MarkedKey.of(key), value));
    }

    @Override
    public CompletableFuture<Boolean> put(Object key, Object value) {
        return carried(cache.put(MarkedKey.of(key), value));
    }

    @Override
    public CompletableFuture<Boolean> invalidate(Object key) {
        return carried(cache.invalidate(MarkedKey.of(key)));
    }

    @Override
    public CompletableFuture<Boolean> invalidateAll() {
        List<MarkedKey> marked;
        try {
            marked = new MarkedEntries(cache).markedAsHere();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<?>[] invalidated =
                marked.stream().map(cache::invalidate).toArray(CompletableFuture<?>[]::new);
        return carried(CompletableFuture.allOf(invalidated).thenApply(done -> true));
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

    private static <T> CompletableFuture<T> carried(CompletableFuture<T> answer) {
        return RequestContext.current().wrap(answer);
    }
}
