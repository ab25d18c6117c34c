package dev.nostage.tenancy.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * When expired tenants are removed.
 *
 * @param enabled whether expired tenants are removed
 * @param interval how long to wait after a round until the next: a duration
 */
@ConfigurationProperties(ReaperConfiguration.PREFIX)
record ReaperConfiguration(
        @Bindable(defaultValue = "true") boolean enabled,
        @Bindable(defaultValue = "1m") String interval) {

    static final String PREFIX = "nostage.tenancy.reaper";
    static final String ENABLED = PREFIX + ".enabled";
}
