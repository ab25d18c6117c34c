/**
 * Where the time machine meets partitioning, in a service that has both: the database tells nobody the time on a journey.
 * It adds a bean; nothing here is called by name.
 */
@NullMarked
package dev.nostage.timemachine.partitioning;

import org.jspecify.annotations.NullMarked;
