package dev.nostage.tenancy.micronaut.cache;

import io.micronaut.cache.SyncCache;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;

/** Lets whoever has a cache injected find it marked, where the bean's type allows; by its name, everybody does. */
@Singleton
@Requires(classes = SyncCache.class)
final class SyncCacheBeans implements BeanCreatedEventListener<SyncCache<?>> {

    @Override
    public SyncCache<?> onCreated(BeanCreatedEvent<SyncCache<?>> event) {
        boolean replaceable = event.getBeanDefinition().getBeanType().isAssignableFrom(MarkedCache.class);
        return replaceable ? MarkedCache.over(event.getBean()) : event.getBean();
    }
}
