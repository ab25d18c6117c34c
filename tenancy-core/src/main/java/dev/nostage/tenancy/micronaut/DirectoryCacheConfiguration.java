package dev.nostage.tenancy.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import org.jspecify.annotations.Nullable;

/**
 * How a {@code TenantDirectory} of the application's own is cached; the one in memory is not.
 *
 * @param size at most so many tenants, and as many unknown ids: 10000 by default, 0 for no cache
 * @param timeToLive how late a change of another instance may be seen: a duration, 2s by default, 0s for
 *     no cache
 */
@ConfigurationProperties(DirectoryCacheConfiguration.PREFIX)
record DirectoryCacheConfiguration(
        @Nullable String size, @Nullable String timeToLive) {

    static final String PREFIX = "nostage.tenancy.directory-cache";
}
