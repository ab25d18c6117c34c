/** What to show first: an internal downstream, and one that can be done without. */
@NullMarked
package dev.nostage.shop.recommendation;

import org.jspecify.annotations.NullMarked;
