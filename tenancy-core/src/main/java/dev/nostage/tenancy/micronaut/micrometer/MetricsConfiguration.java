package dev.nostage.tenancy.micronaut.micrometer;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * What metrics tell apart.
 *
 * @param tenants how many live tenants have a label of their own in nostage.requests: a whole number
 */
@ConfigurationProperties(MetricsConfiguration.PREFIX)
record MetricsConfiguration(@Bindable(defaultValue = "50") String tenants) {

    static final String PREFIX = "nostage.metrics";
}
