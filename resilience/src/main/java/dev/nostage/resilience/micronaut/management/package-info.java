/** Downstreams among the application's health indicators. */
@NullMarked
package dev.nostage.resilience.micronaut.management;

import org.jspecify.annotations.NullMarked;
