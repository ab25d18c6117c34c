/** Which tenants there are, kept in the application's database. Enter at {@link JdbcTenantDirectory}. */
@NullMarked
package dev.nostage.partitioning.directory;

import org.jspecify.annotations.NullMarked;
