/** Gives code that asks micronaut-multitenancy our tenant; and, if that is wished for, asks its resolvers for one. */
@NullMarked
package dev.nostage.tenancy.micronaut.multitenancy;

import org.jspecify.annotations.NullMarked;
