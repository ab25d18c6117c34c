package dev.nostage.tenancy.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When expired tenants are removed.
 *
 * @param enabled whether expired tenants are removed
 * @param interval how long to wait after a round until the next: a duration, 1m by default
 */
@ConfigurationProperties(ReaperConfiguration.PREFIX)
record ReaperConfiguration(
        @Bindable(defaultValue = "true") boolean enabled,
        @Nullable String interval) {

    static final String PREFIX = "nostage.tenancy.reaper";
    static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);
}
