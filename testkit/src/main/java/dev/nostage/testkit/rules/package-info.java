/** Rules that keep a service fit for tenants, as ArchUnit checks them. Enter at {@link dev.nostage.testkit.rules.HouseRules}. */
@NullMarked
package dev.nostage.testkit.rules;

import org.jspecify.annotations.NullMarked;
