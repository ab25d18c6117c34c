/** The walls' wiring into Micronaut Data. {@link dev.nostage.partitioning.micronaut.PartitioningFactory} makes it all. */
@NullMarked
package dev.nostage.partitioning.micronaut;

import org.jspecify.annotations.NullMarked;
