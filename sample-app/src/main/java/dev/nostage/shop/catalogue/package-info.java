/** What a tenant sells. */
@NullMarked
package dev.nostage.shop.catalogue;

import org.jspecify.annotations.NullMarked;
