/** The guards' wiring into Micronaut. Enter at {@link dev.nostage.resilience.micronaut.DownstreamInterceptor}. */
@NullMarked
package dev.nostage.resilience.micronaut;

import org.jspecify.annotations.NullMarked;
