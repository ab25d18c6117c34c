/**
 * Who a request works for. Enter at {@link dev.nostage.tenancy.Tenants}; plug in at
 * {@link dev.nostage.tenancy.TenantSource}, {@link dev.nostage.tenancy.TenantDirectory} and
 * {@link dev.nostage.tenancy.TenantStore}.
 */
@NullMarked
package dev.nostage.tenancy;

import org.jspecify.annotations.NullMarked;
