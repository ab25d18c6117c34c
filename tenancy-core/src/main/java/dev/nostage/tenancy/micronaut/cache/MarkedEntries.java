package dev.nostage.tenancy.micronaut.cache;

import dev.nostage.context.MarkedKey;
import dev.nostage.context.RequestContext;
import io.micronaut.cache.Cache;
import io.micronaut.cache.exceptions.CacheSystemException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The entries of a cache, everybody's, by what their keys are marked with. Caffeine and maps can list them. */
record MarkedEntries(Cache<?> cache) {

    boolean canBeListed() {
        return keys() != null;
    }

    /** @throws CacheSystemException if this cache cannot list its keys */
    List<MarkedKey> markedAsHere() {
        Map<String, String> here = RequestContext.current().cacheParts();
        return listed(key -> key.isOf(here));
    }

    /** @throws CacheSystemException if this cache cannot list its keys */
    List<MarkedKey> bearing(Map<String, String> parts) {
        return listed(key -> key.bears(parts));
    }

    private List<MarkedKey> listed(Predicate<MarkedKey> wanted) {
        Collection<?> keys = keys();
        if (keys == null) {
            throw new CacheSystemException("Cache \"" + cache.getName() + "\" cannot be emptied for one alone, since a "
                    + cache.getNativeCache().getClass().getName()
                    + " does not list its keys: invalidate them one by one, or let them expire");
        }
        return keys.stream()
                .filter(MarkedKey.class::isInstance)
                .map(MarkedKey.class::cast)
                .filter(wanted)
                .toList();
    }

    private @Nullable Collection<?> keys() {
        Object nativeCache = cache.getNativeCache();
        if (nativeCache instanceof Map<?, ?> map) {
            return map.keySet();
        }
        return nativeCache instanceof com.github.benmanes.caffeine.cache.Cache<?, ?> caffeine
                ? caffeine.asMap().keySet()
                : null;
    }
}
