/**
 * Whom a request may call, and how much. Mark what calls another system with {@link dev.nostage.resilience.Downstream};
 * in code, enter at {@link dev.nostage.resilience.Downstreams}.
 */
@NullMarked
package dev.nostage.resilience;

import org.jspecify.annotations.NullMarked;
