/**
 * Traces by OpenTelemetry, where it is there. Each span says for whom it is: see
 * {@link dev.nostage.tenancy.micronaut.opentelemetry.TenantSpans}.
 *
 * <p>Nothing is put into OpenTelemetry's baggage: its client would take that to every destination.
 */
@NullMarked
package dev.nostage.tenancy.micronaut.opentelemetry;

import org.jspecify.annotations.NullMarked;
