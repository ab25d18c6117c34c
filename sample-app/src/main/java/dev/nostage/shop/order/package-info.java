/** Orders, and what placing one takes. */
@NullMarked
package dev.nostage.shop.order;

import org.jspecify.annotations.NullMarked;
