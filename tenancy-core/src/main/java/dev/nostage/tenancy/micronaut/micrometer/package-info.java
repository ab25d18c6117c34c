/**
 * Metrics by Micrometer, where it is there. {@link dev.nostage.tenancy.micronaut.micrometer.KindRegistry} tells test traffic
 * from real in every meter; {@link dev.nostage.tenancy.micronaut.micrometer.RequestTimers} times requests.
 */
@NullMarked
package dev.nostage.tenancy.micronaut.micrometer;

import org.jspecify.annotations.NullMarked;
