/** A shop of several tenants that uses all of Nostage, and is meant to be copied from. Starts at {@link dev.nostage.shop.Shop}. */
@NullMarked
package dev.nostage.shop;

import org.jspecify.annotations.NullMarked;
