package dev.nostage.tenancy.micronaut.cache;

import io.micronaut.cache.CacheManager;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Singleton;

/** Lets whoever goes to a cache by its name, as every annotation does, find a marked one. */
@Singleton
@Requires(classes = CacheManager.class)
final class CacheManagerBeans implements BeanCreatedEventListener<CacheManager<?>> {

    @Override
    public CacheManager<?> onCreated(BeanCreatedEvent<CacheManager<?>> event) {
        Class<?> declared = event.getBeanDefinition().getBeanType();
        if (!declared.isAssignableFrom(MarkedCacheManager.class)) {
            throw new ConfigurationException("The bean " + event.getBeanIdentifier() + " is declared as "
                    + declared.getName() + ", which nothing that separates the tenants' entries can stand in for:"
                    + " declare it as " + CacheManager.class.getName());
        }
        return new MarkedCacheManager<>(event.getBean());
    }
}
