/**
 * What a statement touches, and whether it provably keeps to one tenant. Enter at {@link
 * dev.nostage.partitioning.sql.StatementGuard}.
 */
@NullMarked
package dev.nostage.partitioning.sql;

import org.jspecify.annotations.NullMarked;
