/** The anniversary sale, a launch. */
@NullMarked
package dev.nostage.shop.sale;

import org.jspecify.annotations.NullMarked;
