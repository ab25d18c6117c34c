/** Guarded calls whose results are Reactor's. Enter at {@link dev.nostage.resilience.reactor.ReactorGuard}. */
@NullMarked
package dev.nostage.resilience.reactor;

import org.jspecify.annotations.NullMarked;
