package dev.nostage.tenancy.micronaut.cache;

import com.github.benmanes.caffeine.cache.Cache;
import io.micronaut.cache.CacheConfiguration;
import io.micronaut.cache.SyncCache;
import io.micronaut.cache.caffeine.DefaultSyncCache;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.EachBean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.convert.ConversionService;

/** Declares Micronaut's Caffeine caches as what they are for, so that {@link SyncCacheBeans} can mark them. */
@Factory
@Requires(classes = DefaultSyncCache.class)
final class CaffeineCacheFactory {

    @EachBean(CacheConfiguration.class)
    @Replaces(DefaultSyncCache.class)
    @SuppressWarnings("rawtypes") // as Micronaut's own bean
    SyncCache<Cache> cache(
            CacheConfiguration configuration, ApplicationContext context, ConversionService conversions) {
        return new DefaultSyncCache(configuration, context, conversions);
    }
}
