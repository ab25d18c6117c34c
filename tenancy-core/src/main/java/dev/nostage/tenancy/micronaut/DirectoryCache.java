package dev.nostage.tenancy.micronaut;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.nostage.tenancy.CachedTenantDirectory;
import dev.nostage.tenancy.DirectoryCacheOptions;
import dev.nostage.tenancy.TenantDirectory;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;

/** Puts the cache before whatever directory the application brings, so that no change passes it by. */
@Singleton
final class DirectoryCache implements BeanCreatedEventListener<TenantDirectory> {

    private static final Ticker MACHINE_TIME = Ticker.systemTicker();

    private final BeanProvider<DirectoryCacheOptions> options;

    DirectoryCache(BeanProvider<DirectoryCacheOptions> options) {
        this.options = options;
    }

    @Override
    public TenantDirectory onCreated(BeanCreatedEvent<TenantDirectory> event) {
        return CachedTenantDirectory.over(event.getBean(), options.get(), MACHINE_TIME);
    }
}
