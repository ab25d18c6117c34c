/**
 * Marks the keys of Micronaut's caches with what separates caches. Begin at
 * {@link dev.nostage.tenancy.micronaut.cache.MarkedCache}.
 */
@NullMarked
package dev.nostage.tenancy.micronaut.cache;

import org.jspecify.annotations.NullMarked;
