/**
 * The third wall: what the database itself refuses, and the check that it does. Raised by {@link
 * dev.nostage.partitioning.database.DatabaseWall}, and checked by {@link dev.nostage.partitioning.database.CatalogCheck}.
 */
@NullMarked
package dev.nostage.partitioning.database;

import org.jspecify.annotations.NullMarked;
