package dev.nostage.tenancy.micronaut.micrometer;

import io.micronaut.context.annotation.ConfigurationProperties;
import org.jspecify.annotations.Nullable;

/**
 * What metrics tell apart.
 *
 * @param tenants how many live tenants have a label of their own in nostage.requests: a whole number, 50 by default
 */
@ConfigurationProperties(MetricsConfiguration.PREFIX)
record MetricsConfiguration(@Nullable String tenants) {

    static final String PREFIX = "nostage.metrics";
}
