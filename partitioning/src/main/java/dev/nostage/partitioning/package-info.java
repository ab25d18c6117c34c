/**
 * Whose rows a request may touch. Nothing here is called by an application: an entity with a {@code @TenantId} is
 * partitioned, and its repositories are walled by {@link dev.nostage.partitioning.RepositoryWall}.
 */
@NullMarked
package dev.nostage.partitioning;

import org.jspecify.annotations.NullMarked;
