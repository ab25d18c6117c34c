package dev.nostage.tenancy.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How a tenant directory of the application's own is cached; the one in memory is not.
 *
 * @param size at most so many tenants, and as many unknown ids: a whole number, 0 for no cache
 * @param timeToLive how late a change of another instance may be seen: a duration, 0s for no cache
 */
@ConfigurationProperties(DirectoryCacheConfiguration.PREFIX)
record DirectoryCacheConfiguration(
        @Bindable(defaultValue = "10000") String size,
        @Bindable(defaultValue = "2s") String timeToLive) {

    static final String PREFIX = "nostage.tenancy.directory-cache";
}
