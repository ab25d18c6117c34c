/**
 * Queries that are built as they are called: the tenant is added to each, and what comes of it is proven. Enter at
 * {@link dev.nostage.partitioning.criteria.TenantCriteria}.
 */
@NullMarked
package dev.nostage.partitioning.criteria;

import org.jspecify.annotations.NullMarked;
