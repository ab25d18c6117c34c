/** What the guards count, as meters of Micrometer. */
@NullMarked
package dev.nostage.resilience.micronaut.micrometer;

import org.jspecify.annotations.NullMarked;
