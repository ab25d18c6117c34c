/** The core in any servlet container, with no Micronaut. Enter at {@link dev.nostage.tenancy.servlet.TenancyFilter}. */
@NullMarked
package dev.nostage.tenancy.servlet;

import org.jspecify.annotations.NullMarked;
