package dev.nostage.tenancy.micronaut.cache;

import dev.nostage.context.MarkedKey;
import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantStore;
import dev.nostage.tenancy.Tenants;
import io.micronaut.cache.CacheManager;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a tenant has in the caches of this process, whatever else its entries are marked with. A cache that cannot list
 * its keys keeps them until they expire; nobody is served with them, a later tenant of the same id included. Made at the
 * start, so that a manager of caches that cannot be marked stops it.
 */
@Context
@Requires(classes = CacheManager.class)
final class CacheStore implements TenantStore, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(CacheStore.class);

    private final CacheManager<?> caches;

    CacheStore(CacheManager<?> caches) {
        this.caches = caches;
    }

    @Override
    public String name() {
        return "caches";
    }

    @Override
    public long purge(Tenant tenant) {
        long removed = 0;
        for (String name : caches.getCacheNames()) {
            MarkedCache<?> cache = MarkedCache.over(caches.getCache(name));
            if (cache.entries().canBeListed()) {
                List<MarkedKey> own = cache.entries().bearing(mark(tenant));
                own.forEach(cache::remove);
                removed += own.size();
            } else {
                LOG.warn(
                        "Cache \"{}\" does not list its keys: what tenant {} has there stays until it expires",
                        name,
                        tenant.id());
            }
        }
        return removed;
    }

    @Override
    public long residue(Tenant tenant) {
        return caches.getCacheNames().stream()
                .map(name -> MarkedCache.over(caches.getCache(name)).entries())
                .filter(MarkedEntries::canBeListed)
                .mapToLong(entries -> entries.bearing(mark(tenant)).size())
                .sum();
    }

    /** After the stores that application code may read through a cache. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    private static Map<String, String> mark(Tenant tenant) {
        return RequestContext.empty().with(Tenants.KEY, tenant).cacheParts();
    }
}
