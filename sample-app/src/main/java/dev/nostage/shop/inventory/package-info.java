/** Stock: a legacy downstream, never reached for a tenant that is not live. */
@NullMarked
package dev.nostage.shop.inventory;

import org.jspecify.annotations.NullMarked;
