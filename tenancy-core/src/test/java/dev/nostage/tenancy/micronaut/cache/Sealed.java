package dev.nostage.tenancy.micronaut.cache;

import io.micronaut.cache.SyncCache;
import io.micronaut.core.type.Argument;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** A cache that gives nobody a list of its keys, as one behind a network may. */
class Sealed implements SyncCache<String> {

    /** Answers asynchronous questions, one after the other, and carries nothing. */
    final ExecutorService thread = Executors.newSingleThreadExecutor();

    private final Map<Object, Object> entries = new ConcurrentHashMap<>();
    private final String name;

    Sealed(String name) {
        this.name = name;
    }

    @Override
    public <T> Optional<T> get(Object key, Argument<T> type) {
        return Optional.ofNullable(entries.get(key)).map(type.getType()::cast);
    }

    @Override
    public <T> T get(Object key, Argument<T> type, Supplier<T> supplier) {
        return type.getType().cast(entries.computeIfAbsent(key, absent -> supplier.get()));
    }

    @Override
    @SuppressWarnings("unchecked") // as the interface asks for
    public <T> Optional<T> putIfAbsent(Object key, T value) {
        return Optional.ofNullable((T) entries.putIfAbsent(key, value));
    }

    @Override
    public void put(Object key, Object value) {
        entries.put(key, value);
    }

    @Override
    public void invalidate(Object key) {
        entries.remove(key);
    }

    @Override
    public void invalidateAll() {
        entries.clear();
    }

    @Override
    public ExecutorService getExecutorService() {
        return thread;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getNativeCache() {
        return name;
    }
}
