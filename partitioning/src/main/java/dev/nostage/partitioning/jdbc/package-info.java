/**
 * The second wall: what passes between an application and its database, however it was sent. Enter at {@link
 * dev.nostage.partitioning.jdbc.WalledDataSource}; plug in at {@link dev.nostage.partitioning.jdbc.StatementRule}.
 */
@NullMarked
package dev.nostage.partitioning.jdbc;

import org.jspecify.annotations.NullMarked;
