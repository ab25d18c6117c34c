/** The core's wiring into a Micronaut service. Read {@link dev.nostage.tenancy.micronaut.FilterOrder} first. */
@NullMarked
package dev.nostage.tenancy.micronaut;

import org.jspecify.annotations.NullMarked;
