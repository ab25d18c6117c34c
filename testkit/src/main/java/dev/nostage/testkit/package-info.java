/** Test as a tenant, and at a date. Enter at {@link dev.nostage.testkit.InTenant} and {@link dev.nostage.testkit.AsOf}. */
@NullMarked
package dev.nostage.testkit;

import org.jspecify.annotations.NullMarked;
